"""The programs that people open our workbooks with, and a validator, as the tests use them: never mocks."""
