"""The substitution table of the cipher: the same in every gateway (docs/protocol.md, "Chained XOR")."""

from __future__ import annotations

from typing import Final

TABLE: Final = bytes.fromhex(
    """
    5383fb327f7e9ae901b37f8006cf3926
    6f5d255b1e2628c4b37804ac9f0bae9d
    57ac4e820eb4ba6c27380a719be1f7fd
    14cc140d71e5b8f77ccbe00b0478b17f
    2bea8541952218ee06ff791326d30810
    7504536c04fd91f33193b614e353f6ce
    6ec374fece6201bd8d1126390a7451ca
    564251d57b8ea647dc7f7409908f9af2
    0c748164100d64ce54b57881a59036eb
    82c9e75cbd3f3b29d32f226e6f24ddfb
    dd98001d4b82ce12d13329224f92f994
    eb12572ffa30c7f19d72ca8d25eb2c3d
    e3fbccbc54115325e2ce78f9dc6fe8e2
    fb413ced6f9ab1f3727802cc913d207f
    bee953d4fbff6e42b1f65e4d1403b4fb
    2f537abc9ea7ce8eca08c47b19a12b7f
    """
)
HANDSHAKE_TABLE: Final = TABLE[128:] + TABLE[:128]
