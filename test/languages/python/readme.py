"""The README of the package is read on PyPI, which has no files beside it: each link has an address."""
import re
from importlib.metadata import metadata

readme = metadata("cdk8s-stateful-app").get_payload()
links = re.findall(r"\]\(([^)]*)\)", readme)
pages = [link for link in links if link.endswith("/blob/main/docs/presets/mysql/index.md")]
relative = [link for link in links if not link.startswith(("#", "https://"))]
assert pages and not relative, (pages, relative)

print("1 passed, 0 failed")
