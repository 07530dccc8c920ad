#!/usr/bin/env bash
# Runs a Python that has torch, numpy, onnx and onnxruntime: $EMOSCOPE_PYTHON, python3, or ../shared/tools/reference-python.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
reference="$here/../../../shared/tools/reference-python"
needs='import torch, numpy, onnx, onnxruntime'

if [[ -n ${EMOSCOPE_PYTHON:-} ]]; then
  exec "$EMOSCOPE_PYTHON" "$@"
elif python3 -c "$needs" 2>/dev/null; then
  exec python3 "$@"
elif [[ -x $reference ]]; then
  exec "$reference" "$@"
fi
echo "Training needs Python 3.10 or later with torch, numpy, onnx and onnxruntime. Install them with" >&2
echo "  python3 -m venv .venv && .venv/bin/pip install -r scripts/train/requirements.txt" >&2
echo "and set EMOSCOPE_PYTHON=.venv/bin/python." >&2
exit 2
