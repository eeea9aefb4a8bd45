"""Shows checks as the lines of a table as they end, with what went wrong below a line."""

import unittest


class Table(unittest.TestResult):
    """A check of several cases that fails is one failure, with all cases that failed."""

    def __init__(self):
        super().__init__()
        self.passed = 0
        self.failed = 0
        self.troubles = []

    def startTest(self, test):
        super().startTest(test)
        self.troubles = []

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.troubles.append(f"{subtest._subDescription()} {describe(error)}")

    def addFailure(self, test, error):
        self.troubles.append(describe(error))

    addError = addFailure

    def stopTest(self, test):
        super().stopTest(test)
        name = test._testMethodName.removeprefix("test_").replace("_", " ")
        print("FAILED" if self.troubles else "passed", f"{type(test).__name__}: {name}", sep="  ", flush=True)
        for line in "\n".join(self.troubles).splitlines():
            print("       ", line, flush=True)
        self.failed += bool(self.troubles)
        self.passed += not self.troubles

    def close(self):
        """Prints the sums; returns the exit code."""
        print(f"{self.passed} passed, {self.failed} failed")
        return 0 if self.passed and not self.failed else 1


def describe(error):
    kind, value, _ = error
    return str(value) if issubclass(kind, AssertionError) else f"{kind.__name__}: {value}"
