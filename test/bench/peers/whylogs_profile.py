"""Profile of every column of a Parquet file by whylogs 1.6.4, as a peer to be timed.

Usage: python whylogs_profile.py CURRENT.parquet
Needs: pip install whylogs==1.6.4 pandas pyarrow (in an environment of its own: it pins what others do not)
Prints one line of JSON: the seconds of the profiling alone (the file is read before) and the rows.
"""

import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")
import pandas as pd
import whylogs

current = pd.read_parquet(sys.argv[1])
started = time.perf_counter()
whylogs.log(pandas=current)
print(json.dumps({"seconds": time.perf_counter() - started, "rows": len(current)}))
