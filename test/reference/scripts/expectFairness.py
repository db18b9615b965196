"""Computes the reference values of fairness that `expected/employment.json` lacks, with Fairlearn, from the demo log.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install -r test/reference/scripts/requirements.txt
    /tmp/reference/bin/python test/reference/scripts/expectFairness.py > test/reference/expected/fairness.json

Over all labelled predictions of three weeks: precision by group, groups of two crossed attributes, the same rates in the
baseline (whose positives are those with a score of v1 of at least 0.5), and calibration by group.
"""

import gzip
import json
from pathlib import Path

import fairlearn
import numpy as np
import pandas as pd
import sklearn
from fairlearn.metrics import MetricFrame, false_positive_rate, selection_rate, true_positive_rate
from sklearn.metrics import accuracy_score, precision_score

LOG = Path(__file__).parents[3] / "collector" / "demo" / "employment"
RATES = {
    "selectionRate": selection_rate,
    "truePositiveRate": true_positive_rate,
    "falsePositiveRate": false_positive_rate,
    "precision": precision_score,
    "accuracy": accuracy_score,
}


def events(name):
    with gzip.open(LOG / name, "rt") as lines:
        return [json.loads(line) for line in lines]


def read_log():
    served = [e for e in events("predictions.ndjson.gz") if e["status"] == 200]
    rows = pd.DataFrame(
        {"id": e["id"], "score": e["prediction"]["scores"]["1"], "predicted": e["prediction"]["class"], **e["segments"]}
        for e in served
    )
    labels = pd.DataFrame(events("labels.ndjson.gz")).rename(columns={"predictionId": "id"})[["id", "label"]]
    return rows.merge(labels, on="id")


def calibration(rows, bins=10):
    bin_of = np.minimum(np.floor(rows.score * bins), bins - 1)
    gaps = (rows.score - rows.label).groupby(bin_of).sum().abs()
    return {"error": float(gaps.sum() / len(rows)), "gap": float((rows.score - rows.label).mean())}


def compare(rows, attributes):
    frame = MetricFrame(
        metrics=RATES,
        y_true=rows.label.astype(int),
        y_pred=rows.predicted.astype(int),
        sensitive_features=rows[attributes],
    )
    name = lambda key: " · ".join(key) if isinstance(key, tuple) else key
    counts = rows.groupby(attributes).size()
    return {
        "byGroup": {
            name(key): {**{rate: float(value) for rate, value in values.items()}, "count": int(counts[key])}
            for key, values in frame.by_group.iterrows()
            if not values.isna().all()
        },
        "difference": {rate: float(value) for rate, value in frame.difference().items()},
        "ratio": {rate: float(value) for rate, value in frame.ratio().items()},
    }


rows = read_log()
baseline = pd.read_parquet(LOG / "baseline.parquet").assign(predicted=lambda b: (b.score >= 0.5).astype(int))
print(
    json.dumps(
        {
            "libraries": {"fairlearn": fairlearn.__version__, "scikit-learn": sklearn.__version__},
            "from": "2026-10-01T00:00:00Z",
            "to": "2026-10-22T00:00:00Z",
            "served": {
                "sex": compare(rows, ["sex"]),
                "race": compare(rows, ["race"]),
                "sex × race": compare(rows, ["sex", "race"]),
            },
            "baseline": {
                "sex": compare(baseline, ["sex"]),
                "race": compare(baseline, ["race"]),
                "sex × race": compare(baseline, ["sex", "race"]),
            },
            "calibration": {group: calibration(part) for group, part in rows.groupby("race")},
        }
    )
)
