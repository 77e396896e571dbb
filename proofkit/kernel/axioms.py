"""The allowlist: analytic facts outside the algebra, each with its source. Nothing else is assumed.

Every axiom is about the outer Lebesgue measure on R^d, d ≥ 1 (the seed's "measure" of a set of starts).
"""

AXIOMS = {
    "measure_monotone": {
        "dimension": "any",
        "declare": {"A": "vector -> prop", "B": "vector -> prop", "a": "scalar", "b": "scalar"},
        "hypotheses": {
            "inclusion": "forall(p, vector, implies(p in A, p in B))",
            "bound": "measure_le(p, p in B, b)",
            "order": "b <= a",
        },
        "conclusion": "measure_le(p, p in A, a)",
        "source": "Evans, Gariepy, Measure Theory and Fine Properties of Functions, section 1.1",
    },
    "measure_subadditive": {
        "dimension": "any",
        "declare": {"A": "vector -> prop", "B": "vector -> prop", "a": "scalar", "b": "scalar"},
        "hypotheses": {"first": "measure_le(p, p in A, a)", "second": "measure_le(p, p in B, b)"},
        "conclusion": "measure_le(p, p in A or p in B, a + b)",
        "source": "Evans, Gariepy, section 1.1",
    },
    "null_countable_union": {
        "dimension": "any",
        "declare": {"A": "nat, vector -> prop"},
        "hypotheses": {"each": "forall(t, nat, measure_le(p, p in A(t), 0))"},
        "conclusion": "measure_le(p, exists(t, nat, p in A(t)), 0)",
        "source": "Evans, Gariepy, section 1.1",
    },
    "null_point": {
        "dimension": "any",
        "declare": {"c": "vector"},
        "hypotheses": {},
        "conclusion": "measure_le(p, p == c, 0)",
        "source": "Evans, Gariepy, section 1.1",
    },
    "null_of_vanishing_bounds": {
        "dimension": "any",
        "declare": {"A": "vector -> prop", "a": "nat -> scalar"},
        "hypotheses": {"bounds": "forall(t, nat, measure_le(p, p in A, a(t)))", "limit": "tends(t, a(t))"},
        "conclusion": "measure_le(p, p in A, 0)",
        "source": "immediate: an outer measure is a non-negative number or infinity",
    },
    "measure_of_preimage": {
        "dimension": "any",
        "declare": {
            "G": "vector -> vector",
            "S": "vector -> prop",
            "X": "vector -> prop",
            "k": "scalar",
            "j": "scalar",
            "c": "scalar",
        },
        "hypotheses": {
            "positive": "k > 0",
            "expands": "forall(p, vector, forall(r, vector, implies(p in S and r in S,"
            " sq(G(p) - G(r)) >= k**2*sq(p - r))))",
            "inverse": "j*powd(k) == 1",
            "bound": "measure_le(p, p in X, c)",
        },
        "conclusion": "measure_le(p, p in S and G(p) in X, j*c)",
        "source": "Evans, Gariepy, theorem 2.8 (Lipschitz images): the inverse of G on G(S) is 1/k-Lipschitz",
    },
}
