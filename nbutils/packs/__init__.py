"""Packs: data that teaches the engine a subject, or what holds for any."""
