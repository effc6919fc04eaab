"""The registry of a Windows user in a dict: the one thing that cannot be real where the tests run."""

OFFICE = r"Software\Microsoft\Office"
LOCATIONS = rf"{OFFICE}\16.0\Excel\Security\Trusted Locations"

Values = dict[str, str | int]


class FakeRegistry(dict[str, Values]):
    """Keys with their values; a key exists when it or one below it is in the dict."""

    def subkeys(self, key: str) -> list[str]:
        """As the real one."""
        below = [name.removeprefix(f"{key}\\") for name in self if name.startswith(f"{key}\\")]
        return list(dict.fromkeys(name.partition("\\")[0] for name in below))

    def values(self, key: str) -> Values:  # type: ignore[override]
        """As the real one, and not as of a dict."""
        return self.get(key, {})

    def delete(self, key: str) -> None:
        """As the real one."""
        self.pop(key, None)


def registry(*locations: tuple[str, str, int]) -> FakeRegistry:
    """Of a user who has opened Excel 2016 and has these trusted locations: name, path, all below."""
    keys = FakeRegistry({rf"{OFFICE}\16.0\Excel": {}, rf"{OFFICE}\16.0\Word": {}, rf"{OFFICE}\Common": {}})
    for name, path, below in locations:
        keys[rf"{LOCATIONS}\{name}"] = {"Path": path, "AllowSubfolders": below}
    return keys
