"""What a network gains on held-out photographs: PSNR of 8-bit results, the mean over pictures, beside what was put in.

    python validation.py --data PHOTOS --weights DIR     prints the table of the card; --golden DIR writes a small input and output of each
"""

import argparse
import zlib
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.numpy import save_file

import corruptions
import networks
import pictures
from corruptions import enlarge, hide, jpeg, luma, reduce, resize, studio_luma, to_bytes, with_map

GOLDEN_SIDES = {"unet": (40, 56), "chain": (20, 28)}


@dataclass
class Case:
    name: str
    input: torch.Tensor
    target: torch.Tensor
    before: torch.Tensor
    """What it is compared with: the noisy picture, the JPEG, the bicubic enlargement; for holes, those filled with the known pixels' mean."""
    hidden: torch.Tensor | None = None
    shave: int = 0


def cases(config, clean, short=False):
    """The cases of a task, one at a time, with their own random numbers; `short` for the log of a training."""
    task = config["task"]
    random = torch.Generator(clean.device).manual_seed(0)
    if task == "denoise":
        picture = luma(clean) if config["picture"] == 1 else clean
        for sigma in (15, 25, 50):
            noisy = picture + sigma / 255 * torch.randn(picture.shape, generator=random, device=clean.device)
            tellings = {"blind": 0} if short else {"blind": 0, "told": 1, "told half": 0.5, "told one and a half": 1.5}
            for words, factor in tellings.items():
                told = torch.full_like(noisy[:, :1], factor * sigma / 255)
                yield Case(f"sigma {sigma}, {words}", with_map(noisy, told), picture, noisy)
        if not short:
            spread = ((25 / 255) ** 2 * picture + (5 / 255) ** 2).sqrt()
            noisy = picture + spread * torch.randn(picture.shape, generator=random, device=clean.device)
            yield Case("a camera's noise (variance (25/255)^2 x + (5/255)^2), blind", with_map(noisy, torch.zeros_like(noisy[:, :1])), picture, noisy)
    elif task == "deblock":
        picture = to_bytes(luma(clean))
        for quality in (10, 20, 30, 40):
            coded = jpeg(picture, torch.full((len(picture), 1, 1, 1), float(quality), device=clean.device))
            yield Case(f"quality {quality}", coded, picture, coded)
    elif task == "inpaint":
        side = clean.shape[2]
        missing = torch.rand((len(clean), 1, side, side), generator=random, device=clean.device) < 0.8
        # Every fourth cell of 32 x 32: 22 % of 240 x 240.
        cell = torch.arange(side, device=clean.device) // 32 % 2 == 1
        boxes = (cell[:, None] & cell[None, :]).expand_as(missing)
        for name, hidden in {"80 % of the pixels missing": missing.float(), "boxes of 32 x 32": boxes.float()}.items():
            mean = (clean * (1 - hidden)).sum((2, 3), keepdim=True) / (1 - hidden).sum((2, 3), keepdim=True)
            yield Case(name, hide(clean, hidden), clean, clean * (1 - hidden) + mean * hidden, hidden)
    else:
        low = studio_luma(reduce(clean, config["factor"]))
        yield Case(f"x{config['factor']}", low, studio_luma(clean), enlarge(low, config["factor"]), None, config["factor"])


@torch.no_grad()
def measure(net, case):
    """(PSNR before, PSNR after)."""
    result = torch.cat([net(part) for part in case.input.split(4)])
    if case.hidden is not None:
        result = case.target * (1 - case.hidden) + result * case.hidden
    return psnr(case.before, case), psnr(result, case)


def psnr(result, case):
    difference = to_bytes(result) - to_bytes(case.target)
    s = case.shave
    difference = difference[:, :, s : difference.shape[2] - s, s : difference.shape[3] - s]
    return (-10 * difference.square().mean((1, 2, 3)).log10()).mean().item()


def golden(config, net, clean, name):
    """A small input and the output in float32 on the CPU."""
    height, width = GOLDEN_SIDES[config["kind"]]
    torch.manual_seed(zlib.crc32(name.encode()))
    picture = resize(clean[:1, :, :120, :168], height, width).clamp(0, 1)
    if config["task"] == "denoise":
        picture = luma(picture) if config["picture"] == 1 else picture
        x = with_map(picture + 25 / 255 * torch.randn_like(picture), torch.full((1, 1, 1, 1), 25 / 255))
    elif config["task"] == "deblock":
        x = jpeg(to_bytes(luma(picture)), torch.full((1, 1, 1, 1), 20.0))
    elif config["task"] == "inpaint":
        x = hide(to_bytes(picture), (torch.rand(1, 1, height, width) < 0.5).float())
    else:
        x = studio_luma(to_bytes(picture))
    with torch.no_grad():
        return {"input": x.contiguous().numpy(), "output": net(x).contiguous().numpy()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="the folder of photographs that was trained with")
    parser.add_argument("--weights", required=True, help="a folder of .safetensors")
    parser.add_argument("--golden", help="write golden files here, with the held-out photographs' first")
    options = parser.parse_args()
    clean = pictures.validation_pictures(pictures.split(pictures.photographs(options.data))[1])
    print(f"{len(clean)} held-out photographs, {clean.shape[2]} x {clean.shape[3]}\n\n| network | kMAC a pixel | case | before | after |\n|---|---:|---|---:|---:|")
    for path in sorted(Path(options.weights).glob("*.safetensors")):
        config, net = networks.load(path)
        for case in cases(config, clean):
            before, after = measure(net, case)
            print(f"| {path.stem} | {networks.work(config):.1f} | {case.name} | {before:.2f} | {after:.2f} |", flush=True)
        if options.golden:
            Path(options.golden).mkdir(parents=True, exist_ok=True)
            save_file(golden(config, net, clean, path.stem), Path(options.golden) / path.name)


if __name__ == "__main__":
    main()
