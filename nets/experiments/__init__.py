"""One experiment per file: file `x.py` defines the `Experiment` named `x`. Importing one loads no torch."""
