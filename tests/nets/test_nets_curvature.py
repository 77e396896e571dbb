"""Derivatives and eigenvalues of a network's loss, each against an independent way of computing it."""

from __future__ import annotations

import pytest
import torch

from nets.curvature import hessian, hessian_vector_product, top_eigenpair, value_and_gradient


def points(model):
    return [model.initial(seed) * scale for seed, scale in ((0, 1.0), (1, 2.0), (2, 0.1))]


def test_gradient_is_that_of_finite_differences(model, loss):
    for theta in points(model):
        _, gradient = value_and_gradient(loss, theta)
        basis = torch.eye(len(theta), dtype=theta.dtype) * 1e-5
        slopes = torch.stack([(loss(theta + e) - loss(theta - e)) / 2e-5 for e in basis])
        assert torch.allclose(gradient, slopes, rtol=0, atol=1e-8)


def test_hessian_vector_product_is_that_of_finite_differences(model, loss):
    for theta in points(model):
        vector = torch.linspace(-1, 1, len(theta), dtype=theta.dtype)
        ahead, behind = (value_and_gradient(loss, theta + h * vector)[1] for h in (1e-5, -1e-5))
        assert torch.allclose(hessian_vector_product(loss, theta, vector), (ahead - behind) / 2e-5, rtol=0, atol=1e-7)
        assert torch.allclose(hessian_vector_product(loss, theta, vector), hessian(loss, theta) @ vector, atol=1e-12)


def test_lanczos_finds_the_largest_eigenvalue_of_the_dense_hessian(model, loss):
    for theta in points(model):
        dense = torch.linalg.eigvalsh(hessian(loss, theta))
        top = top_eigenpair(loss, theta, seed=0)
        assert top.value == pytest.approx(float(dense[-1]), rel=1e-10)
        assert top.residual <= 1e-9
        assert float(top.vector.norm()) == pytest.approx(1)


def test_largest_means_largest_algebraic_not_largest_modulus():
    spectrum = torch.tensor([-9.0, -1.0, 0.5, 2.0], dtype=torch.float64)
    top = top_eigenpair(lambda x: (spectrum * x * x).sum() / 2, torch.zeros(4, dtype=torch.float64), seed=0)
    assert top.value == pytest.approx(2)
