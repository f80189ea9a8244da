"""Promises and days: plans with their quotas and targets, milestones, and what is published when."""
