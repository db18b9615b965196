"""PSI of every column of two Parquet files by Evidently 0.7.23, as a peer to be timed.

Usage: python evidently_psi.py BASELINE.parquet CURRENT.parquet
Needs: pip install evidently==0.7.23 "pandas<3" pyarrow
Prints one line of JSON: the seconds of the computation alone (the files are read before), the peak memory of the
process in MB, and the value per column, so that the two sides are seen to compute the same thing.
"""

import json
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")
import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.metrics import ValueDrift

baseline, current = (pd.read_parquet(path) for path in sys.argv[1:3])
numbers = list(baseline.select_dtypes("number").columns)
categories = [column for column in baseline.columns if column not in numbers]
definition = DataDefinition(numerical_columns=numbers, categorical_columns=categories)
sets = [Dataset.from_pandas(frame, data_definition=definition) for frame in (current, baseline)]

started = time.perf_counter()
snapshot = Report([ValueDrift(column=column, method="psi") for column in baseline.columns]).run(*sets)
values = snapshot.dict()["metrics"]
seconds = time.perf_counter() - started

peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({
    "seconds": seconds,
    "peakMb": peak,
    "values": {column: float(metric["value"]) for column, metric in zip(baseline.columns, values)},
}))
