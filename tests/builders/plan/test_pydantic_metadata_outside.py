"""`UUID1`, `DirectoryPath` and their like mean the same outside of pydantic models as inside."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import UUID1, UUID5, UUID7, BaseModel, DirectoryPath, FilePath, NewPath

from builders import CannotBuild, build


@dataclass
class Numbered:
    one: UUID1
    many: list[UUID7]
    maybe: UUID5 | None


class Model(BaseModel):
    one: UUID1


@dataclass
class Saved:
    file: FilePath
    folder: DirectoryPath


def test_a_uuid_has_its_version_everywhere() -> None:
    assert build(UUID1).version == build(Model).one.version == 1
    assert build(UUID5).version == 5
    found = build(Numbered)
    assert found.one.version == 1
    assert all(one.version == 7 for one in found.many)


def test_a_path_that_has_to_be_a_folder_is_one() -> None:
    assert build(DirectoryPath).is_dir()
    assert not build(NewPath).exists()


def test_a_path_of_a_file_is_refused_as_no_file_is_on_every_machine() -> None:
    with pytest.raises(CannotBuild, match=r"Saved\.file.*has to exist"):
        build(Saved)
    with pytest.raises(CannotBuild, match="has to exist"):
        build(FilePath)


def test_a_path_of_a_file_can_be_given() -> None:
    assert build(Saved, file=Path(__file__)).folder.is_dir()
