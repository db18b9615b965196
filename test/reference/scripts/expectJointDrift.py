"""Computes the reference values of drift of all features together, with NannyML and scikit-learn.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install nannyml==0.13.1 scikit-learn==1.9.1 statsmodels
    /tmp/reference/bin/python test/reference/scripts/expectJointDrift.py > test/reference/expected/jointDrift.json

The reconstruction error of each day of the employment log by NannyML, fitted to its baseline; log odds of boosted trees in
five folds (row number modulo five) over made rows of small whole numbers, by scikit-learn.
"""

import gzip
import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

ROOT = Path(__file__).parents[3]
LOG = ROOT / "collector/demo/employment"
# Its report of use to its makers is not wanted here.
os.environ["NML_DISABLE_USAGE_LOGGING"] = "true"

DAYS = ["2026-10-02", "2026-10-08", "2026-10-15"]


def reconstruction():
    from nannyml import DataReconstructionDriftCalculator

    spec = json.loads((LOG / "model.json").read_text())
    types = {feature["name"]: feature["type"] for feature in spec["features"]}
    baseline = pd.read_parquet(LOG / "baseline.parquet")[list(types)]
    with gzip.open(LOG / "predictions.ndjson.gz", "rt") as lines:
        events = [json.loads(line) for line in lines]
    served = pd.DataFrame([{"ts": event["ts"], **event["features"]} for event in events])
    for name, kind in types.items():
        for rows in (baseline, served):
            if kind == "number":
                rows[name] = pd.to_numeric(rows[name], errors="coerce").astype("float64")
            else:
                rows[name] = rows[name].map(lambda value: None if pd.isna(value) else str(value)).astype("object")
    calculator = DataReconstructionDriftCalculator(column_names=list(types), chunk_number=1)
    calculator.fit(baseline)
    column = ("reconstruction_error", "value")
    answer = {"baseline": float(calculator.result.data[column].iloc[0]), "components": int(calculator._pca.n_components_)}
    answer["days"] = []
    for day in DAYS:
        rows = served[served.ts.str.startswith(day)].drop(columns="ts").reset_index(drop=True)
        calculator.chunker.chunk_number = 1
        result = calculator.calculate(rows)
        data = result.filter(period="analysis").data
        answer["days"].append(
            {
                "from": f"{day}T00:00:00Z",
                "rows": len(rows),
                "error": float(data[column].iloc[-1]),
                "samplingError": float(data[("reconstruction_error", "sampling_error")].iloc[-1]),
            }
        )
    return answer


def boosting():
    random = np.random.default_rng(7)
    rows = 1000
    targets = (np.arange(rows) >= rows // 2).astype(int)
    columns = np.column_stack(
        [
            random.integers(0, 16, rows),
            random.integers(0, 8, rows),
            np.clip(random.poisson(3 + targets), 0, 9),
            random.integers(0, 2, rows),
        ]
    )
    # The last one belongs to the first in one half and not in the other.
    columns[:, 3] = np.where(targets == 1, columns[:, 0] % 2, columns[:, 3])
    folds = np.arange(rows) % 5
    odds = np.zeros(rows)
    for fold in range(5):
        model = HistGradientBoostingClassifier(
            learning_rate=0.1,
            max_iter=30,
            max_depth=3,
            max_leaf_nodes=None,
            min_samples_leaf=20,
            l2_regularization=1,
            early_stopping=False,
        )
        model.fit(columns[folds != fold], targets[folds != fold])
        odds[folds == fold] = model.decision_function(columns[folds == fold])
    return {
        "columns": columns.T.tolist(),
        "targets": targets.tolist(),
        "odds": odds.tolist(),
        "auc": float(roc_auc_score(targets, odds)),
    }


if __name__ == "__main__":
    made = {name: version(name) for name in ("nannyml", "scikit-learn", "numpy", "pandas")}
    json.dump({"made": made, "reconstruction": reconstruction(), "boosting": boosting()}, sys.stdout)
