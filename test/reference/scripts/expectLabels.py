"""Computes the reference values of label lags, with lifelines, from the demo log.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install -r test/reference/scripts/requirements.txt
    /tmp/reference/bin/python test/reference/scripts/expectLabels.py > test/reference/expected/labels.json

A prediction is answered where its status is below 400; its label counts from the moment it arrived, up to `asOf`; one
without a label has been waited for from its own time to `asOf`. Arrivals by day and age are counted with pandas.
"""

import gzip
import json
import warnings
from pathlib import Path

import lifelines
import numpy as np
import pandas as pd
from lifelines.utils import qth_survival_times

# A step function is read at its steps: there is nothing between them that would be approximated.
warnings.simplefilter("ignore", lifelines.exceptions.ApproximationWarning)

LOG = Path(__file__).parents[3] / "collector" / "demo" / "employment"
# None of them is an exact share of the predictions of a window: there the rounding of a product would decide.
QUANTILES = [0.26, 0.51, 0.91, 0.96, 0.99]
AGES = [3600, 21_600, 86_400, 172_800, 345_600]
WINDOWS = [
    ("2026-10-01T00:00:00Z", "2026-10-22T00:00:00Z", "2026-10-22T00:00:00Z"),
    ("2026-10-08T00:00:00Z", "2026-10-09T00:00:00Z", "2026-10-12T06:00:00Z"),
    ("2026-10-19T06:00:00Z", "2026-10-19T12:00:00Z", "2026-10-19T12:00:00Z"),
]


def events(name):
    with gzip.open(LOG / name, "rt") as lines:
        return [json.loads(line) for line in lines]


def finite(value):
    return None if value is None or not np.isfinite(value) else float(value)


def curve(rows, as_of):
    seen = rows.arrived <= as_of
    seconds = (rows.arrived.where(seen, as_of) - rows.ts).dt.total_seconds()
    fit = lifelines.KaplanMeierFitter().fit(seconds, seen)
    bounds = fit.confidence_interval_
    lower, upper = bounds.columns
    quantiles = {}
    for q in QUANTILES:
        ends = [finite(qth_survival_times(1 - q, bounds[[column]])) for column in (lower, upper)]
        quantiles[str(q)] = {"value": finite(fit.percentile(1 - q)), "lower": ends[0], "upper": ends[1]}
    at = {}
    for age in AGES:
        place = bounds.index.searchsorted(age, side="right") - 1
        share = float(fit.survival_function_at_times(age).iloc[0])
        at[str(age)] = [1 - share, 1 - float(bounds[upper].iloc[place]), 1 - float(bounds[lower].iloc[place])]
    waiting = seconds[~seen]
    return {
        "n": len(rows),
        "arrived": int(seen.sum()),
        "quantiles": quantiles,
        "shareAt": at,
        "end": 1 - float(fit.survival_function_.iloc[-1, 0]),
        "oldestMissing": float(waiting.max()) if len(waiting) else 0,
    }


def triangle(rows, as_of):
    seen = rows[rows.arrived <= as_of]
    days = rows.ts.dt.floor("D")
    table = []
    for day, served in rows.groupby(days):
        lags = (seen.arrived - seen.ts)[seen.ts.dt.floor("D") == day]
        for age in (1, 2, 5, 10):
            if day + pd.Timedelta(days=age - 1) >= as_of:
                continue
            complete = day + pd.Timedelta(days=age + 1) <= as_of
            table.append([day.isoformat(), age, int((lags < pd.Timedelta(days=age)).sum()), len(served), bool(complete)])
    return table


def main():
    served = pd.DataFrame(
        [{"id": e["id"], "ts": e["ts"], "region": e["segments"].get("region")} for e in events("predictions.ndjson.gz") if e["status"] < 400]
    )
    served["ts"] = pd.to_datetime(served.ts, format="ISO8601")
    labels = pd.DataFrame(events("labels.ndjson.gz"))
    labels["arrived"] = pd.to_datetime(labels.ts, format="ISO8601")
    first = labels.groupby("predictionId").arrived.min()
    served["arrived"] = served.id.map(first)
    windows = []
    for start, end, moment in WINDOWS:
        as_of = pd.Timestamp(moment)
        rows = served[(served.ts >= pd.Timestamp(start)) & (served.ts < pd.Timestamp(end))]
        windows.append({
            "from": start, "to": end, "asOf": moment, **curve(rows, as_of),
            "byRegion": {region: curve(group, as_of) for region, group in rows.groupby("region")},
            "triangle": triangle(rows, as_of),
        })
    print(json.dumps({"libraries": {"lifelines": lifelines.__version__}, "windows": windows}, indent=1))


main()
