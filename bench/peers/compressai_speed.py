"""Megapixels a second of CompressAI's classic codecs on this machine: compressai_speed.py PICTURE

Needs compressai and pillow (not among requirements.txt: nothing else here does). The weights are not trained, which does not
change the work of the networks; a trained model's symbols are fewer.
"""

import statistics
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from compressai.zoo import models
from PIL import Image

ROUNDS = 5

x = torch.from_numpy(np.array(Image.open(sys.argv[1]).convert("RGB"))).permute(2, 0, 1)[None].float() / 255
height, width = x.shape[2:]
x = F.pad(x, (0, -width % 64, 0, -height % 64), mode="replicate")
for name in ("bmshj2018-factorized", "bmshj2018-hyperprior", "mbt2018-mean"):
    model = models[name](4, "mse", pretrained=False).eval()
    model.update(force=True)
    seconds = {"encode": [], "decode": []}
    with torch.inference_mode():
        for _ in range(ROUNDS):
            start = time.perf_counter()
            coded = model.compress(x)
            middle = time.perf_counter()
            model.decompress(coded["strings"], coded["shape"])
            seconds["encode"].append(middle - start)
            seconds["decode"].append(time.perf_counter() - middle)
    rates = {way: height * width / 1e6 / statistics.median(taken) for way, taken in seconds.items()}
    print(f"{name}: encode {rates['encode']:.2f} MP/s, decode {rates['decode']:.2f} MP/s")
