"""CJM Desktop: draw, analyse and print customer-journey maps."""

__version__ = "0.1.0"
