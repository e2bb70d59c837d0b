from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from loaders.release import sorting
from loaders.release.assembly import once
from loaders.release.sorting import LineSorter, merged, reduce_files, write_lines

lines = st.lists(st.binary(max_size=4).map(lambda b: b.replace(b"\n", b"") + b"\n"), max_size=60)


@given(lines, st.integers(1, 7))
def test_lines_come_back_sorted_and_once(given_lines: list[bytes], limit: int) -> None:
    with tempfile.TemporaryDirectory() as directory:
        workspace = Path(directory)
        sorter = LineSorter(workspace, limit)
        for line in given_lines:
            sorter.add(line)
        count = sorter.write(workspace / "out")
        expected = sorted(set(given_lines))
        assert (workspace / "out").read_bytes() == b"".join(expected)
        assert count == len(expected)


def test_more_files_than_may_be_open_are_merged_in_rounds(tmp_path: Path) -> None:
    files = []
    for number in range(700):
        path = tmp_path / f"in-{number}"
        write_lines([b"%04d\n" % (number % 350), b"%04d\n" % (9000 - number)], path)
        files.append(path)
    workspace = tmp_path / "work"
    workspace.mkdir()
    left = reduce_files(files, workspace)
    assert len(left) <= sorting.FILES_AT_ONCE
    found = list(merged(left))
    assert found == sorted({line for path in files for line in path.read_bytes().splitlines(True)})
    assert all(path.exists() for path in files)


def test_graph_of_entities_repeats_no_other_graph() -> None:
    lines = [
        b"<a:a> <a:p> <a:b> <a:document> .\n",
        b"<a:a> <a:p> <a:b> <a:document2> .\n",
        b"<a:a> <a:p> <a:b> <a:entities> .\n",
        b"<a:a> <a:p> <a:c> <a:entities> .\n",
    ]
    assert list(once(lines, b"<a:entities>")) == [lines[0], lines[1], lines[3]]
