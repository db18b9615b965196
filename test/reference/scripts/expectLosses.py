"""Computes the reference values of errors estimated without labels, with NannyML and scikit-learn.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install nannyml==0.13.1 scikit-learn==1.9.1 statsmodels
    /tmp/reference/bin/python test/reference/scripts/expectLosses.py > test/reference/expected/losses.json

Boosted regression trees over made rows, by scikit-learn; the direct loss estimation of the windows of the housing log, and of
every second row of its baseline from the others, by NannyML.
"""

import gzip
import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor

ROOT = Path(__file__).parents[3]
LOG = ROOT / "test/fixtures/housing"
# Its report of use to its makers is not wanted here.
os.environ["NML_DISABLE_USAGE_LOGGING"] = "true"

WINDOWS = [("2026-09-01", "2026-09-08"), ("2026-09-08", "2026-09-15")]


def boosting():
    """Values are multiples of 1/64, which floats of 32 bits hold; targets are continuous, so that no two splits tie."""
    random = np.random.default_rng(11)
    rows = 600
    columns = np.column_stack(
        [np.round(random.normal(0, 2, rows) * 64) / 64, random.integers(0, 6, rows), np.round(random.exponential(1, rows) * 64) / 64]
    )
    targets = np.abs(np.sin(columns[:, 0]) * (1 + columns[:, 1]) + random.normal(0, 0.3, rows) * columns[:, 2])
    answers = []
    for trees, depth, rate, least in [(100, 3, 0.1, 20), (20, 5, 0.3, 1)]:
        model = GradientBoostingRegressor(
            n_estimators=trees, max_depth=depth, learning_rate=rate, min_samples_leaf=least, random_state=0
        )
        model.fit(columns, targets)
        answers.append(
            {
                "options": {"trees": trees, "depth": depth, "learningRate": rate, "leastRowsOfLeaf": least},
                "predicted": model.predict(columns).tolist(),
            }
        )
    return {"columns": columns.T.tolist(), "targets": targets.tolist(), "models": answers}


def estimate(reference, rows, features):
    from nannyml import DLE

    estimator = DLE(
        feature_column_names=features, y_pred="prediction", y_true="label", metrics=["mae", "mse", "rmse"], chunk_number=1
    )
    estimator.fit(reference)
    data = estimator.estimate(rows).filter(period="analysis").data
    errors = (rows.label - rows.prediction).dropna()
    realized = {"mae": errors.abs().mean(), "mse": (errors**2).mean(), "rmse": (errors**2).mean() ** 0.5}
    return {
        "rows": len(rows),
        "labelled": len(errors),
        **{
            name: {
                "estimated": float(data[(name, "value")].iloc[-1]),
                "samplingError": float(data[(name, "sampling_error")].iloc[-1]),
                "realized": float(realized[name]),
            }
            for name in ("mae", "mse", "rmse")
        },
    }


def housing():
    features = [feature["name"] for feature in json.loads((LOG / "model.json").read_text())["features"]]
    baseline = pd.read_parquet(LOG / "baseline.parquet")
    with gzip.open(LOG / "predictions.ndjson.gz", "rt") as lines:
        events = [json.loads(line) for line in lines]
    with gzip.open(LOG / "labels.ndjson.gz", "rt") as lines:
        labels = {event["predictionId"]: event["label"] for event in map(json.loads, lines)}
    served = pd.DataFrame(
        [{"ts": event["ts"], "label": labels.get(event["id"]), "prediction": event["prediction"], **event["features"]} for event in events]
    )
    windows = []
    for start, end in WINDOWS:
        rows = served[(served.ts >= start) & (served.ts < end)].drop(columns="ts").reset_index(drop=True)
        windows.append({"from": f"{start}T00:00:00Z", "to": f"{end}T00:00:00Z", **estimate(baseline, rows, features)})
    even, odd = (baseline.iloc[first::2].reset_index(drop=True) for first in (0, 1))
    return {"windows": windows, "halves": [estimate(even, odd, features), estimate(odd, even, features)]}


if __name__ == "__main__":
    made = {name: version(name) for name in ("nannyml", "lightgbm", "scikit-learn", "numpy", "pandas")}
    sys.stdout = sys.stderr
    answer = {"made": made, "boosting": boosting(), "housing": housing()}
    json.dump(answer, sys.__stdout__)
