"""Runs checks, and shows them as the lines of a table with what went wrong below a line."""

import unittest


class Table:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def show(self, check, texts):
        name = check._testMethodName.removeprefix("test_").replace("_", " ")
        print("FAILED" if texts else "passed", f"{type(check).__name__}: {name}", sep="  ", flush=True)
        for line in "\n".join(texts).splitlines():
            print("       ", line, flush=True)
        self.failed += bool(texts)
        self.passed += not texts

    def close(self):
        """Prints the sums; returns the exit code."""
        print(f"{self.passed} passed, {self.failed} failed")
        return 0 if self.passed and not self.failed else 1


def troubles(check):
    """What goes wrong in a check, for each of its cases; nothing if it passes."""
    result = Troubles()
    check.run(result)
    return result.texts


class Troubles(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.texts = []

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.texts.append(f"{subtest._subDescription()} {describe(error)}")

    def addFailure(self, test, error):
        self.texts.append(describe(error))

    addError = addFailure


def describe(error):
    kind, value, _ = error
    return str(value) if issubclass(kind, AssertionError) else f"{kind.__name__}: {value}"
