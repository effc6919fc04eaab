"""What is a disk of this computer, by Linux' list of mounts, and what is a network's or nobody knows."""

from pathlib import Path

import pytest

from pipeline.ledger.drives import is_local, is_on_disk

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:26 / /proc rw - proc proc rw
41 22 0:40 / /mnt/office rw,relatime shared:20 master:1 - cifs //server/share rw,vers=3.0
42 22 0:41 / /mnt/two\040words rw - nfs4 server:/export rw
43 41 8:17 / /mnt/office/stick rw - vfat /dev/sdb1 rw
44 22 0:42 / /mnt/sshfs rw - fuse.sshfs somebody@server:/ rw
45 22 8:33 / /mnt/over rw - ext4 /dev/sdc1 rw
46 22 0:43 / /mnt/over rw - nfs server:/over rw
""".strip()


@pytest.mark.parametrize(
    ("folder", "local"),
    [
        ("/home/town/2021", True),
        ("/mnt/office", False),
        ("/mnt/office/2021/报送", False),
        ("/mnt/office/stick/报送", True),
        ("/mnt/two words/报送", False),
        ("/mnt/two", True),
        ("/mnt/sshfs/报送", False),
        ("/mnt/over", False),  # mounted over what was there
        ("/proc/self", False),
    ],
)
def test_the_innermost_mount_says_it(folder: str, local: bool) -> None:
    assert is_on_disk(Path(folder), MOUNTS) is local


def test_a_list_that_leaves_the_root_out_does_not_tell() -> None:
    below = "30 22 0:26 / /proc rw - proc proc rw"
    assert [is_on_disk(Path(folder), below) for folder in ("/home", "/proc/self")] == [None, False]


def test_this_computers_own_folder_is_on_a_disk(tmp_path: Path) -> None:
    assert is_local(tmp_path)
