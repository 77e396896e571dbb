"""Powers with a variable exponent: pw(n, a) is a to the power n, by its two defining equations."""

DECLARE = {"pw": "nat, scalar -> scalar"}
HYPOTHESES = {
    "power_0": "forall(a, scalar, pw(0, a) == 1)",
    "power_next": "forall(n, nat, forall(a, scalar, pw(n+1, a) == a*pw(n, a)))",
}
