"""Computes the reference values of the first measures again, with the field's own libraries, from the demo log.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install -r test/reference/scripts/requirements.txt
    /tmp/reference/bin/python test/reference/scripts/expectEmployment.py --check test/reference/expected/employment.json

Prints JSON, one object for each window of the file named by --check; the exit code is 1 where a value differs from that
file by more than 1e-9 (relative, or absolute where the value is smaller than that).
"""

import argparse
import gzip
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from evidently.legacy.calculations.stattests.jensenshannon import _jensenshannon
from evidently.legacy.calculations.stattests.psi import _psi
from evidently.legacy.core import ColumnType
from fairlearn.metrics import demographic_parity_difference
from scipy.spatial.distance import jensenshannon
from sklearn.metrics import accuracy_score, roc_auc_score

LOG = Path(__file__).parents[3] / "collector" / "demo" / "employment"
TOLERANCE = 1e-9
LEAST_SHARE = 1e-4


def events(name):
    with gzip.open(LOG / name, "rt") as lines:
        return [json.loads(line) for line in lines]


def read_log():
    """One row a prediction with its features, segments and final label; and the baseline; and the types of features."""
    spec = {f["name"]: f["type"] for f in json.loads((LOG / "model.json").read_text())["features"]}
    served = events("predictions.ndjson.gz")
    rows = pd.DataFrame(
        {
            "id": e["id"],
            "ts": e["ts"],
            "version": e["version"],
            "status": e["status"],
            "latency": e["latencyMs"],
            "cost": e["cost"],
            "score": e.get("prediction", {}).get("scores", {}).get("1", np.nan),
            "predicted": e.get("prediction", {}).get("class", -1),
            **{f"segment {name}": value for name, value in e["segments"].items()},
            **{name: e["features"].get(name) for name in spec},
        }
        for e in served
    )
    labels = pd.DataFrame(events("labels.ndjson.gz")).rename(columns={"predictionId": "id", "ts": "arrival"})
    rows = rows.merge(labels, on="id", how="left")
    for column in ("ts", "arrival"):
        rows[column] = pd.to_datetime(rows[column], utc=True, format="ISO8601")
    baseline = pd.read_parquet(LOG / "baseline.parquet")
    for name, kind in spec.items():
        if kind == "number":
            rows[name] = pd.to_numeric(rows[name])
            baseline[name] = baseline[name].astype("float64")
    baseline["score"] = baseline["score"].astype("float64")
    return rows, baseline, spec


def baseline_shares(baseline, current, numeric):
    """Shares by the interior deciles or the levels of the baseline; unseen and missing are bins of their own."""

    def shares(values):
        present = values.dropna()
        if numeric:
            codes = np.searchsorted(edges, present.to_numpy(), side="left")
            counts = np.bincount(codes, minlength=len(edges) + 1)
        else:
            known = present.value_counts().reindex(levels, fill_value=0)
            counts = np.append(known.to_numpy(), len(present) - known.sum())
        return np.append(counts, values.isna().sum()) / len(values)

    if numeric:
        edges = np.unique(np.quantile(baseline.dropna(), np.linspace(0.1, 0.9, 9)))
    else:
        levels = sorted(baseline.dropna().unique())
    return shares(baseline), shares(current)


def drift(baseline, current, numeric):
    p, q = baseline_shares(baseline, current, numeric)
    kept_p, kept_q = np.maximum(p, LEAST_SHARE), np.maximum(q, LEAST_SHARE)
    kind = ColumnType.Numerical if numeric else ColumnType.Categorical

    def evidently(test):
        return float(test(baseline.dropna().copy(), current.dropna().copy(), kind, 0.1)[0])

    return {
        "psi": float(np.sum((kept_q - kept_p) * np.log(kept_q / kept_p))),
        "jensenShannonDistance": float(jensenshannon(p, q)),
        "psiJoined": evidently(_psi),
        "jensenShannonJoined": evidently(_jensenshannon),
    }


def performance(rows):
    truth = rows["label"].astype(int)
    values = {"n": len(rows), "accuracy": float(accuracy_score(truth, rows["predicted"]))}
    if truth.nunique() > 1:
        values["rocAuc"] = float(roc_auc_score(truth, rows["score"]))
    return values


def percentiles(values):
    return {f"p{p}": float(np.percentile(values, p)) for p in (50, 95, 99)}


def window_values(rows, baseline, spec, begin, end):
    window = rows[(rows["ts"] >= pd.Timestamp(begin)) & (rows["ts"] < pd.Timestamp(end))]
    answered = window[window["status"] == 200]
    labelled = answered[answered["label"].notna()]
    arrived = labelled[labelled["arrival"] <= pd.Timestamp(end)]
    status = window["status"]
    return {
        "from": begin,
        "to": end,
        "drift": {name: drift(baseline[name], window[name], kind == "number") for name, kind in spec.items()},
        "scoreDrift": drift(baseline["score"], answered["score"], True),
        "missingRate": {name: float(window[name].isna().mean()) for name in spec},
        "performance": {
            "final": performance(labelled),
            "asOf": performance(arrived),
            "byRegion": {name: performance(group) for name, group in labelled.groupby("segment region")},
            "byVersion": {name: performance(group) for name, group in labelled.groupby("version")},
        },
        "demographicParityDifference": {
            name: float(
                demographic_parity_difference(
                    labelled["label"].astype(int),
                    labelled["predicted"],
                    sensitive_features=labelled[f"segment {name}"],
                )
            )
            for name in ("sex", "race")
        },
        "labels": {
            "lagSeconds": percentiles((labelled["arrival"] - labelled["ts"]).dt.total_seconds()),
            "coverageFinal": float(answered["label"].notna().mean()),
            "coverageAsOf": len(arrived) / len(answered),
        },
        "serving": {
            "requests": len(window),
            "latencyMs": percentiles(window["latency"]),
            "clientErrorRate": float(((status >= 400) & (status < 500)).mean()),
            "serverErrorRate": float((status >= 500).mean()),
            "costPerPrediction": float(window["cost"].mean()),
        },
    }


def expected_values(expected):
    """The same values, picked out of the file of expectations."""

    def binned_and_joined(binned, joined):
        return {
            "psi": binned["psi"],
            "jensenShannonDistance": binned["jensenShannonDistance"],
            "psiJoined": joined["psi"],
            "jensenShannonJoined": joined["jensenshannon"],
        }

    score = expected["scoreDrift"]
    return {
        **{key: expected[key] for key in ("from", "to", "performance", "labels", "serving")},
        "drift": {name: binned_and_joined(expected["binned"][name], expected["drift"][name]) for name in expected["drift"]},
        "scoreDrift": binned_and_joined(score["binned"], score),
        "missingRate": {name: values["missingRate"] for name, values in expected["quality"].items()},
        "demographicParityDifference": {
            name: values["demographicParityDifference"] for name, values in expected["fairness"].items()
        },
    }


def differences(actual, expected, path=""):
    """Pairs of path and relative difference, of every number that was computed."""
    if isinstance(actual, dict):
        for key, value in actual.items():
            yield from differences(value, expected[key], f"{path}.{key}")
    elif isinstance(actual, (int, float)):
        size = abs(expected)
        yield path, abs(actual - expected) / (1 if size < TOLERANCE else size)


def main():
    warnings.filterwarnings("ignore")
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--check", type=Path, required=True, help="file of expectations, which names the windows")
    expectations = json.loads(arguments.parse_args().check.read_text())["windows"]
    rows, baseline, spec = read_log()
    computed = [window_values(rows, baseline, spec, one["from"], one["to"]) for one in expectations]
    json.dump(computed, sys.stdout, indent=1)
    found = [
        pair
        for actual, expected in zip(computed, expectations)
        for pair in differences(actual, expected_values(expected), actual["from"])
    ]
    wrong = [pair for pair in found if not pair[1] <= TOLERANCE]
    print(f"\n{len(found)} values, largest difference {max(d for _, d in found):.1e}", file=sys.stderr)
    for path, difference in wrong:
        print(f"{path} differs by {difference:.1e}", file=sys.stderr)
    sys.exit(1 if wrong else 0)


main()
