"""Renders the three test pictures and their masks: shaded things before busy backgrounds. Needs numpy and Pillow; writes where it is run."""
import numpy as np
from PIL import Image, ImageDraw, ImageFilter
W, H, S = 480, 360, 2
rng = np.random.default_rng(7)

def noise(cells, amount):
    small = rng.random((cells * H // W + 1, cells, 3))
    return np.asarray(Image.fromarray((small * 255).astype("uint8")).resize((W*S, H*S), Image.BICUBIC), float) * amount

def shelf():
    img = Image.new("RGB", (W*S, H*S), (70, 60, 50)); d = ImageDraw.Draw(img)
    for row in range(4):
        x = 0; y = row * H*S//4
        while x < W*S:
            w = int(rng.integers(14, 46)); h = int(rng.integers(100, 165))
            c = tuple(int(v) for v in rng.integers(40, 170, 3))
            d.rectangle([x, y + 175 - h, x + w - 3, y + 175], fill=c); d.line([x+5, y+180-h, x+5, y+170], fill=tuple(min(255, v+40) for v in c), width=2)
            x += w
        d.rectangle([0, y+175, W*S, y+H*S//4], fill=(96, 72, 48))
    return np.asarray(img.filter(ImageFilter.GaussianBlur(4)), float)

def meadow():
    base = np.zeros((H*S, W*S, 3)); base[:] = (70, 110, 50)
    img = Image.fromarray(base.astype("uint8")); d = ImageDraw.Draw(img)
    for _ in range(5000):
        x, y = rng.integers(0, W*S), rng.integers(0, H*S); l = rng.integers(10, 45)
        g = int(rng.integers(60, 160)); d.line([int(x), int(y), int(x + rng.integers(-10, 10)), int(y - l)], fill=(int(g*.55), g, int(g*.3)), width=2)
    for _ in range(160):
        x, y = rng.integers(0, W*S), rng.integers(0, H*S); r = int(rng.integers(3, 9)); c = [(235, 225, 240), (240, 220, 90), (190, 120, 210)][rng.integers(0, 3)]
        d.ellipse([int(x)-r, int(y)-r, int(x)+r, int(y)+r], fill=c)
    return np.asarray(img.filter(ImageFilter.GaussianBlur(2.5)), float)

def street():
    img = Image.new("RGB", (W*S, H*S), (150, 160, 175)); d = ImageDraw.Draw(img); x = 0
    while x < W*S:
        w = int(rng.integers(70, 160)); h = int(rng.integers(260, 640)); c = int(rng.integers(80, 150))
        d.rectangle([x, H*S-h-70, x+w, H*S], fill=(c+20, c, c-10))
        for yy in range(H*S-h-55, H*S-100, 34):
            for xx in range(x+10, x+w-16, 26):
                on = rng.random() < .5; d.rectangle([xx, yy, xx+14, yy+20], fill=(230, 205, 130) if on else (60, 66, 80))
        x += w
    d.rectangle([0, H*S-80, W*S, H*S], fill=(78, 78, 84))
    return np.asarray(img.filter(ImageFilter.GaussianBlur(3)), float)

def lit(mask_img, color, centre, light=(-.4, -.55), gloss=120):
    m = np.asarray(mask_img, float) / 255; yy, xx = np.mgrid[0:H*S, 0:W*S]
    cx, cy, r = centre; nx, ny = (xx-cx)/r, (yy-cy)/r
    nz = np.sqrt(np.clip(1-nx**2-ny**2, .05, 1)); lx, ly = light; lz = .73
    diff = np.clip(nx*lx + ny*ly + nz*lz, 0, 1); spec = np.clip(diff, 0, 1)**18
    return m, np.array(color)[None, None]*(0.28+.85*diff[..., None]) + gloss*spec[..., None]

def shape(draw):
    img = Image.new("L", (W*S, H*S), 0); draw(ImageDraw.Draw(img)); return img

def paint(bg, parts, name, shadow=None):
    out = bg.copy(); total = np.zeros((H*S, W*S))
    if shadow is not None:
        s = np.asarray(shape(shadow).filter(ImageFilter.GaussianBlur(14)), float)[..., None]/255*.55; out = out*(1-s)
    for m, col in parts:
        out = out*(1-m[..., None]) + col*m[..., None]; total = np.maximum(total, m)
    img = Image.fromarray(np.clip(out + rng.normal(0, 3, out.shape), 0, 255).astype("uint8")).resize((W, H), Image.LANCZOS)
    img.save(f"{name}.jpg", quality=88)
    Image.fromarray((total*255).astype("uint8")).resize((W, H), Image.LANCZOS).point(lambda v: 255 if v > 127 else 0).convert("1").save(f"{name}-mask.png", optimize=True)

# a mug before a shelf of books
ring = shape(lambda d: (d.ellipse([580, 290, 760, 520], fill=255), d.ellipse([625, 335, 715, 475], fill=0)))
body = shape(lambda d: d.rounded_rectangle([300, 220, 640, 620], 50, fill=255))
top = shape(lambda d: d.ellipse([302, 190, 638, 270], fill=255))
inner = shape(lambda d: d.ellipse([322, 204, 618, 258], fill=255))
paint(shelf(), [lit(ring, (205, 62, 52), (640, 380, 260)), lit(body, (215, 66, 55), (450, 400, 330)), lit(top, (225, 90, 78), (450, 230, 300)), lit(inner, (70, 40, 30), (450, 230, 400), gloss=20)], "mug", lambda d: d.ellipse([260, 580, 760, 680], fill=255))
# a ball in a meadow
ball = shape(lambda d: d.ellipse([290, 190, 690, 590], fill=255))
m, col = lit(ball, (240, 240, 235), (490, 390, 210))
st = np.asarray(shape(lambda d: (d.pieslice([290, 190, 690, 590], 20, 80, fill=255), d.pieslice([290, 190, 690, 590], 140, 200, fill=255), d.pieslice([290, 190, 690, 590], 260, 320, fill=255))), float)[..., None]/255
_, col2 = lit(ball, (220, 50, 60), (490, 390, 210))
paint(meadow(), [(m, col*(1-st)+col2*st)], "ball", lambda d: d.ellipse([280, 530, 760, 640], fill=255))
# a toy car in a street
carb = shape(lambda d: (d.rounded_rectangle([190, 400, 790, 560], 60, fill=255), d.polygon([(300, 410), (380, 290), (600, 290), (690, 410)], fill=255)))
win = shape(lambda d: (d.polygon([(345, 400), (400, 312), (480, 312), (480, 400)], fill=255), d.polygon([(500, 400), (500, 312), (585, 312), (645, 400)], fill=255)))
wh = shape(lambda d: (d.ellipse([250, 490, 390, 630], fill=255), d.ellipse([590, 490, 730, 630], fill=255)))
hub = shape(lambda d: (d.ellipse([290, 530, 350, 590], fill=255), d.ellipse([630, 530, 690, 590], fill=255)))
paint(street(), [lit(carb, (245, 190, 30), (480, 430, 420)), lit(win, (120, 170, 205), (480, 350, 300)), lit(wh, (35, 35, 38), (480, 520, 500), gloss=10), lit(hub, (200, 200, 205), (480, 540, 500))], "car", lambda d: d.ellipse([180, 580, 800, 660], fill=255))
