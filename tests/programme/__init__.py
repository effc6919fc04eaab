"""The whole programme of the plan, from the trial stage to the final summary, as a clerk goes through it."""
