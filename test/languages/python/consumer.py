"""usage: consumer.py DIRECTORY

Writes the YAML of the charts, and the messages of the mistakes.
"""
import sys
from pathlib import Path

from cdk8s import App

from charts import CHARTS
from mistakes import messages

directory = sys.argv[1]
for chart in CHARTS:
    app = App(outdir=directory)
    chart(app)
    app.synth()
Path(directory, "mistakes.txt").write_text(messages())
