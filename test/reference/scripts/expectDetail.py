"""Computes the reference values of curves, gain, further measures of a regression, and rankings, with scikit-learn.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install -r test/reference/scripts/requirements.txt
    /tmp/reference/bin/python test/reference/scripts/expectDetail.py > test/reference/expected/detail.json

Curves and gain over one day of the employment log, the regression over the housing log, the rankings over made requests
(seeded; they are in the answer, scores without ties, because scikit-learn averages over those).
"""

import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from sklearn import metrics

ROOT = Path(__file__).parents[3]


def events(path):
    with gzip.open(path, "rt") as lines:
        return [json.loads(line) for line in lines]


def read(folder, value):
    served = [e for e in events(folder / "predictions.ndjson.gz") if e.get("status", 200) == 200]
    rows = pd.DataFrame({"id": e["id"], "ts": e["ts"], "value": value(e["prediction"])} for e in served)
    labels = pd.DataFrame(events(folder / "labels.ndjson.gz")).rename(columns={"predictionId": "id"})[["id", "label"]]
    return rows.merge(labels, on="id")


def curves():
    window = {"from": "2026-10-02T00:00:00Z", "to": "2026-10-03T00:00:00Z"}
    rows = read(ROOT / "collector/demo/employment", lambda prediction: prediction["scores"]["1"])
    rows = rows[(rows.ts >= window["from"]) & (rows.ts < window["to"])]
    truth, score = rows.label.astype(int).to_numpy(), rows.value.to_numpy()
    fpr, tpr, thresholds = metrics.roc_curve(truth, score, drop_intermediate=False)
    precision, recall, at = metrics.precision_recall_curve(truth, score, drop_intermediate=False)
    # scikit-learn goes from the lowest threshold up and ends with a point without one.
    falling = slice(-2, None, -1)
    by_score = pd.DataFrame({"score": score, "truth": truth}).groupby("score").truth.agg(["sum", "count"]).iloc[::-1]
    counts = np.concatenate([[0], by_score["count"].cumsum()])
    positives = np.concatenate([[0], by_score["sum"].cumsum()])
    tops = np.arange(1, 11) / 10
    gain = np.interp(tops * len(rows), counts, positives) / truth.sum()
    every = slice(1, None, 40)
    return {
        **window,
        "points": len(thresholds),
        "roc": np.column_stack([thresholds, fpr, tpr])[every].tolist(),
        "precisionRecall": np.column_stack([at[::-1], recall[falling], precision[falling]])[every].tolist(),
        "gain": gain.tolist(),
        "lift": (gain / tops).tolist(),
    }


def regression():
    window = {"from": "2026-09-01T00:00:00Z", "to": "2026-10-01T00:00:00Z"}
    rows = read(ROOT / "test/fixtures/housing", float)
    truth, predicted = rows.label.astype(float), rows.value
    return {
        **window,
        "n": len(rows),
        "rmsle": float(metrics.root_mean_squared_log_error(truth, predicted)),
        "d2Absolute": float(metrics.d2_absolute_error_score(truth, predicted)),
        "d2Pinball0.9": float(metrics.d2_pinball_score(truth, predicted, alpha=0.9)),
    }


def rankings(k=5):
    rng = np.random.default_rng(9)
    requests, ndcg, reciprocal, precision, hits = [], [], [], [], []
    for _ in range(60):
        items = int(rng.integers(2, 15))
        relevance = rng.integers(0, 4, items) * (rng.random(items) < 0.4)
        score = rng.permutation(100)[:items] / 100
        order = np.argsort(-score)
        requests.append({"scores": score.tolist(), "relevance": relevance.tolist()})
        ndcg.append(metrics.ndcg_score([relevance], [score], k=k))
        relevant = relevance[order] > 0
        first = np.flatnonzero(relevant)
        # Average precision of rankings, with the first relevant item alone, is the reciprocal rank.
        only_first = np.zeros(items, dtype=int)
        only_first[order[first[:1]]] = 1
        reciprocal.append(metrics.label_ranking_average_precision_score([only_first], [score]) if len(first) else 0.0)
        precision.append(relevant[:k].sum() / k)
        hits.append(float(relevant[:k].any()))
    mean = lambda values: float(np.mean(values))
    return {
        "k": k,
        "requests": requests,
        "ndcg": mean(ndcg),
        "reciprocalRank": mean(reciprocal),
        "precisionAtK": mean(precision),
        "hitRateAtK": mean(hits),
    }


print(
    json.dumps(
        {
            "libraries": {"numpy": np.__version__, "scikit-learn": sklearn.__version__},
            "curves": curves(),
            "regression": regression(),
            "rankings": rankings(),
        }
    )
)
