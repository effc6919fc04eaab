"""A district from what its towns sent.

``reports`` finds their reports in a folder and adds them up, ``newer`` sees to whether their submissions have gone on since.
"""
