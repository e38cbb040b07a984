"""Collision check 撞单 (F9): is this customer already somebody's?"""
