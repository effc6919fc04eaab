"""A Windows program that ends with a code: Wine passes on none of the scripts that stand for programs elsewhere."""

import struct


def ending(code: int) -> bytes:
    """The program: one section, of which the first two instructions return the code."""
    dos = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64)
    header = struct.pack("<4sHHIIIHH", b"PE", 0x8664, 1, 0, 0, 0, 240, 0x22)
    optional = struct.pack("<HBBIIIII", 0x20B, 0, 0, 512, 0, 0, 0x1000, 0x1000)
    optional += struct.pack(
        "<QIIHHHHHHIIIIHH", 0x140000000, 0x1000, 512, 6, 0, 0, 0, 6, 0, 0, 0x2000, 512, 0, 3, 0
    )
    optional += struct.pack("<QQQQII", 1 << 20, 4096, 1 << 20, 4096, 0, 16)
    section = struct.pack("<8sIIII12xI", b".text", 512, 0x1000, 512, 512, 0x60000020)
    front = dos + header + optional.ljust(240, b"\0") + section
    return front.ljust(512, b"\0") + struct.pack("<BiB", 0xB8, code, 0xC3).ljust(512, b"\0")
