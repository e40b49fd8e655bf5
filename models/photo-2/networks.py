"""The codec while it is trained, tensor for tensor as Diabolo's CompressionModel has it, so that its folder takes the weights as they are."""

import math

import torch
import torch.nn.functional as F

BLOCK = 16
DIRECTIONS = 3 * BLOCK * BLOCK
TABLES = 64
SMALLEST_SCALE = 0.05
TABLE_STEP = math.log(256 / SMALLEST_SCALE) / (TABLES - 1)
HYPER_LIMIT = 63
SLOPE = 0.125
RECTIFIER = math.sqrt(2 / (1 + SLOPE**2))
SMALL = 0.1
ANALYSIS = (96, 144, 160)
"""Channels of the analysis branch at 1/4, 1/8 and 1/16 of the picture's size."""

CONFIG = {
    "latent": 512,
    "hyper": 48,
    "features": 96,
    "context": 64,
    "slices": [16, 48, 128, 320],
    "lambdas": [0.0012, 0.0024, 0.0048, 0.0096, 0.0192, 0.0385, 0.077, 0.154, 0.31, 0.62],
    "encoder": 2,
    "complete": 2,
}
"""`complete` is the number of first slices of which every value is coded."""


def floor_half(x):
    return torch.floor(x + 0.5)


def straight_through(values, gradient):
    return gradient + (values - gradient).detach()


def leaky_clamp(x, low, high, back):
    """Below `low` there is a gradient only where `back` is 1: Adam makes steps of the same size of the smallest gradient."""
    limited = x.clamp(low, high)
    outside = (x.clamp(min=high) - high) + (x.clamp(max=low) - low) * back
    return straight_through(limited, limited + outside * 0.1)


def logistic_nats(values, scales):
    a = (values + 0.5) / scales
    b = (values - 0.5) / scales
    return F.softplus(-a) + F.softplus(b) - torch.log(1 - torch.exp(-1 / scales))


def table_scale(index):
    return SMALLEST_SCALE * torch.exp(TABLE_STEP * index)


def depth_to_space(x, n):
    return F.pixel_shuffle(x, n)


class Model:
    """`trainable` are learned, `fixed` are not; both by the names of Diabolo's weights.safetensors."""

    def __init__(self, config, device, seed):
        self.config = config
        self.device = device
        self.generator = torch.Generator().manual_seed(seed)
        self.trainable, self.fixed, self.strides = {}, {}, {}
        m, f, c, h = config["latent"], config["features"], config["context"], config["hyper"]
        levels = len(config["lambdas"])
        self.fix("scales.pixel", torch.full((48,), 4.0))
        self.fix("scales.mending", torch.full((48,), 0.02))
        for name, shape in {"mean": (DIRECTIONS,), "vectors": (DIRECTIONS, DIRECTIONS)}.items():
            self.fix("scales." + name, torch.zeros(shape))
        for name, size in {"all": DIRECTIONS, "steps": DIRECTIONS, "inverse": m, "branch": m, "coded": m, "coded_inverse": m}.items():
            self.fix("scales." + name, torch.ones(size))
        self.learn("analysis.linear.mix", torch.zeros(m, DIRECTIONS))
        self.learn("analysis.linear.offset", torch.zeros(m))
        w4, w8, w16 = ANALYSIS
        self.conv("analysis.0", 3, 48, w4, RECTIFIER)
        self.conv("analysis.1", 3, w4, w8, RECTIFIER, stride=2)
        self.block("analysis.", 2, w8)
        self.conv("analysis.4", 3, w8, w16, RECTIFIER, stride=2)
        self.block("analysis.", 5, w16)
        self.block("analysis.", 7, w16)
        self.conv("analysis.9", 1, w16, m, SMALL)
        self.conv("hyper_analysis.0", 1, m, f, RECTIFIER)
        self.conv("hyper_analysis.1", 3, f, f, RECTIFIER, stride=2)
        self.conv("hyper_analysis.2", 3, f, h, 1, stride=2)
        self.conv("hyper_synthesis.0", 3, h, 4 * f, RECTIFIER)
        self.conv("hyper_synthesis.1", 1, f, 4 * f, RECTIFIER)
        self.conv("hyper_synthesis.2", 3, f, f, RECTIFIER)
        self.learn("hyper_prior.weight", torch.zeros(3, h))
        self.learn("hyper_prior.mean", torch.randn(3, h, generator=self.generator))
        self.learn("hyper_prior.log_scale", torch.zeros(3, h))
        before = 0
        for i, width in enumerate(config["slices"]):
            known = f + before
            self.fix(f"context.{i}.input_scale", torch.ones(known + width))
            self.fix(f"context.{i}.output_scale", torch.ones(2 * width))
            self.conv(f"context.{i}.0", 3, known + width, c, RECTIFIER)
            self.conv(f"context.{i}.1", 1, c, c, RECTIFIER)
            self.conv(f"context.{i}.2", 1, c, 2 * width, SMALL)
            before += width
        self.learn("synthesis.linear.mix", torch.zeros(DIRECTIONS, m))
        self.learn("synthesis.linear.offset", torch.zeros(DIRECTIONS))
        self.conv("synthesis.0", 3, m, 96, RECTIFIER)
        self.conv("synthesis.1", 1, 96, 256, RECTIFIER)
        self.conv("synthesis.2", 3, 64, 64, RECTIFIER)
        self.conv("synthesis.3", 1, 64, 192, RECTIFIER)
        self.conv("synthesis.4", 1, 48, 48, RECTIFIER)
        self.conv("synthesis.5", 3, 48, 48, RECTIFIER)
        self.conv("synthesis.6", 3, 48, 48, SMALL)
        self.learn("log_gain", torch.zeros(levels, m))
        self.learn("log_inverse_gain", torch.zeros(levels, m))
        self.learn("level_bias_0", torch.zeros(levels, 96))
        self.learn("level_bias_1", torch.zeros(levels, 48))
        self.scale_of = {
            "analysis.0": ("scales.pixel", None),
            "analysis.9": (None, "scales.branch"),
            "hyper_analysis.0": ("scales.coded_inverse", None),
            "synthesis.0": ("scales.inverse", None),
            "synthesis.4": ("scales.pixel", None),
            "synthesis.6": (None, "scales.mending"),
        }
        for i in range(len(config["slices"])):
            self.scale_of[f"context.{i}.0"] = (f"context.{i}.input_scale", None)
            self.scale_of[f"context.{i}.2"] = (None, f"context.{i}.output_scale")

    def fix(self, name, value):
        self.fixed[name] = value.to(self.device)

    def learn(self, name, value):
        self.trainable[name] = value.to(self.device).requires_grad_()

    def conv(self, name, kernel, inputs, outputs, gain, stride=1):
        deviation = gain / math.sqrt(inputs * kernel * kernel)
        weight = torch.randn(outputs, inputs, kernel, kernel, generator=self.generator) * deviation
        self.learn(name + ".weight", weight)
        self.learn(name + ".bias", torch.zeros(outputs))
        self.strides[name] = stride

    def block(self, prefix, number, width):
        self.conv(f"{prefix}{number}", 3, width, width, RECTIFIER)
        self.conv(f"{prefix}{number + 1}", 3, width, width, SMALL)

    def start(self, mean, vectors, variances):
        """At the Karhunen-Loeve transform of blocks: [768], [768, 768] row by row and strongest first, [768]."""
        m, lambdas = self.config["latent"], self.config["lambdas"]
        gains = [math.sqrt(value / 0.013) / (40 / 255) for value in lambdas]
        middle = math.sqrt(math.sqrt(lambdas[0] * lambdas[-1]) / 0.013) / (40 / 255)
        deviations = variances.clamp(min=0).sqrt().clamp(min=1 / 255).float()
        steps = deviations * 0.1 / (deviations + 0.1)
        fixed = {
            "mean": mean, "vectors": vectors, "all": deviations, "steps": steps, "inverse": 1 / deviations[:m], "branch": steps[:m] * 0.1,
            "coded": deviations[:m] * middle, "coded_inverse": 1 / (deviations[:m] * middle),
        }
        with torch.no_grad():
            for name, value in fixed.items():
                self.fixed["scales." + name].copy_(value)
            ratio = torch.diag(deviations / steps)
            self.trainable["analysis.linear.mix"].copy_(ratio[:m])
            self.trainable["synthesis.linear.mix"].copy_(ratio[:, :m])
            self.trainable["log_gain"].copy_(torch.tensor(gains).log()[:, None])
            self.trainable["log_inverse_gain"].copy_(-self.trainable["log_gain"])
            before = 0
            for i, width in enumerate(self.config["slices"]):
                coded = self.fixed["scales.coded"][before : before + width]
                inverse = self.fixed["scales.coded_inverse"][: before + width]
                self.fixed[f"context.{i}.input_scale"].copy_(torch.cat([torch.ones_like(inverse[:1]).expand(self.config["features"]), inverse]))
                self.fixed[f"context.{i}.output_scale"].copy_(torch.cat([coded * 2 / (coded + 2), torch.full_like(coded, 4)]))
                index = torch.log((coded * math.sqrt(3) / math.pi).clamp(min=1e-9) / SMALLEST_SCALE) / TABLE_STEP
                self.trainable[f"context.{i}.2.bias"][width:] = index.clamp(1, TABLES - 1) / 4
                before += width

    def weight(self, name):
        weight, bias = self.trainable[name + ".weight"], self.trainable[name + ".bias"]
        into, out = self.scale_of.get(name, (None, None))
        if into:
            weight = weight * self.fixed[into].view(1, -1, 1, 1)
        if out:
            weight, bias = weight * self.fixed[out].view(-1, 1, 1, 1), bias * self.fixed[out]
        return weight, bias

    def apply(self, name, x):
        weight, bias = self.weight(name)
        return F.conv2d(x, weight, bias, self.strides[name], weight.shape[2] // 2)

    def activated(self, name, x):
        return F.leaky_relu(self.apply(name, x), SLOPE)

    def residual(self, prefix, number, x):
        return x + self.apply(f"{prefix}{number + 1}", self.activated(f"{prefix}{number}", x))

    def linear(self, name, x):
        """Blocks as channels, in float32."""
        with torch.autocast(x.device.type, enabled=False):
            mix, offset, s = self.trainable[name + ".linear.mix"], self.trainable[name + ".linear.offset"], self.fixed
            if name == "synthesis":
                weight = s["scales.vectors"].t() @ (mix * s["scales.steps"][:, None] * s["scales.inverse"])
                bias = s["scales.mean"] + offset
            else:
                steps = s["scales.steps"][: mix.shape[0]]
                weight = (mix * steps[:, None] / s["scales.all"]) @ s["scales.vectors"]
                bias = offset * steps - weight @ s["scales.mean"]
            return F.conv2d(x.float(), weight[:, :, None, None], bias)

    def analyse(self, x):
        h = self.activated("analysis.0", F.pixel_unshuffle(x, 4).contiguous(memory_format=torch.channels_last))
        h = self.residual("analysis.", 2, self.activated("analysis.1", h))
        h = self.residual("analysis.", 5, self.activated("analysis.4", h))
        h = self.residual("analysis.", 7, h)
        return self.linear("analysis", F.pixel_unshuffle(x, BLOCK)) + self.apply("analysis.9", h).float()

    def synthesise(self, u, bias0, bias1):
        picture = F.pixel_shuffle(self.linear("synthesis", u), BLOCK)
        a = F.leaky_relu(self.apply("synthesis.0", u) + bias0, SLOPE)
        a = self.activated("synthesis.2", F.leaky_relu(F.pixel_shuffle(self.apply("synthesis.1", a), 2), SLOPE))
        a = F.pixel_shuffle(self.apply("synthesis.3", a), 2)
        b = self.apply("synthesis.4", F.pixel_unshuffle(picture, 4).contiguous(memory_format=torch.channels_last))
        v = F.leaky_relu(a + b + bias1, SLOPE)
        mended = F.pixel_shuffle(self.apply("synthesis.6", self.activated("synthesis.5", v)), 4)
        return picture + mended.float()

    def hyper_nats(self, z, fixed=False):
        own = [self.trainable["hyper_prior." + n] for n in ("weight", "mean", "log_scale")]
        weight, mean, log_scale = [t.detach() for t in own] if fixed else own
        shares = F.log_softmax(weight, 0).view(3, 1, -1, 1, 1)
        scales = log_scale.exp().view(3, 1, -1, 1, 1)
        return -torch.logsumexp(shares - logistic_nats(z[None] - mean.view(3, 1, -1, 1, 1), scales), 0)

    def hyper_features(self, z, height, width):
        h = F.pixel_shuffle(self.apply("hyper_synthesis.0", z), 2)[:, :, : (height + 1) // 2, : (width + 1) // 2]
        h = F.pixel_shuffle(self.apply("hyper_synthesis.1", F.leaky_relu(h, SLOPE)), 2)[:, :, :height, :width]
        return self.activated("hyper_synthesis.2", F.leaky_relu(h, SLOPE))

    def expect(self, i, prepared, width):
        hidden = self.activated(f"context.{i}.1", F.leaky_relu(prepared, SLOPE))
        with torch.autocast(prepared.device.type, enabled=False):
            both = self.apply(f"context.{i}.2", hidden.float())
        return both[:, :width], both[:, width:]

    @staticmethod
    def quantised(y, mean, index, lowest):
        coded = floor_half(index.detach()).clamp(lowest, 1)
        return straight_through(floor_half(y - mean) * coded + mean, y)

    @staticmethod
    def nats(y, quantised, mean, index, lowest, training):
        if training:
            distance = y - mean
            scale = table_scale(leaky_clamp(index, lowest, TABLES - 1, floor_half(distance.detach()).abs().clamp(0, 1)))
            whole = logistic_nats(floor_half(distance.detach()), scale)
            smooth = logistic_nats(distance + torch.rand_like(y) - 0.5, scale.detach())
            return whole + smooth - smooth.detach()
        table = floor_half(index.clamp(lowest, TABLES - 1))
        return logistic_nats(quantised - mean, table_scale(table)) * table.clamp(0, 1)

    def quantise(self, y, features, training):
        rows, columns = torch.arange(y.shape[2], device=y.device), torch.arange(y.shape[3], device=y.device)
        anchors = 1.0 - (rows[:, None] + columns) % 2
        known, decoded, total, first = [features.float()], [], 0, 0
        for i, width in enumerate(self.config["slices"]):
            piece = y[:, first : first + width]
            lowest = int(i < self.config["complete"])
            weight, bias = self.weight(f"context.{i}.0")
            before = weight.shape[1] - width
            prepared = F.conv2d(torch.cat(known, 1), weight[:, :before], bias, padding=1)
            mean_a, index_a = self.expect(i, prepared, width)
            own = F.conv2d(self.quantised(piece, mean_a, index_a, lowest) * anchors, weight[:, before:], padding=1)
            mean_b, index_b = self.expect(i, prepared + own, width)
            mean = mean_a * anchors + mean_b * (1 - anchors)
            index = index_a * anchors + index_b * (1 - anchors)
            result = self.quantised(piece, mean, index, lowest)
            total = total + self.nats(piece, result, mean, index, lowest, training).sum((1, 2, 3))
            known.append(result)
            decoded.append(result)
            first += width
        return torch.cat(decoded, 1), total

    def forward(self, x, levels, training):
        """x [N, 3, H, W] in -0.5 to 0.5, sides multiples of 16; levels [N]. Gives xHat and the bits of each."""
        at = lambda name: self.trainable[name][levels][:, :, None, None]
        y = self.analyse(x) * at("log_gain").exp()
        h = self.activated("hyper_analysis.1", self.activated("hyper_analysis.0", y))
        z = self.apply("hyper_analysis.2", h).float()
        rounded = floor_half(z).clamp(-HYPER_LIMIT, HYPER_LIMIT)
        features = self.hyper_features(straight_through(rounded, z), y.shape[2], y.shape[3])
        latent, nats = self.quantise(y, features, training)
        side = self.hyper_nats(rounded.detach())
        if training:
            smooth = self.hyper_nats(z + torch.rand_like(z) - 0.5, fixed=True)
            side = side + smooth - smooth.detach()
        result = self.synthesise(latent * at("log_inverse_gain").exp(), at("level_bias_0"), at("level_bias_1"))
        return result, (nats + side.sum((1, 2, 3))) / math.log(2)
