namespace CallCenter.Protocols.Triage.Model;

public enum Comparison { IsOn, AtLeast, AtMost, Above, Below, Is, IsNot }

/// <summary>One test of one fact: the bare name of a yes/no fact, or a comparison with a literal.</summary>
public sealed record FactTest(string Fact, Comparison Comparison, FactValue Literal) : Condition
{
    public override Truth Over(IReadOnlyDictionary<string, FactValue> known)
    {
        if (!known.TryGetValue(Fact, out var value)) return Truth.Unknown;
        return Holds(value) ? Truth.Yes : Truth.No;
    }

    private bool Holds(FactValue value) => Comparison switch
    {
        Comparison.IsOn => value.IsOn,
        Comparison.AtLeast => value.Number >= Literal.Number,
        Comparison.AtMost => value.Number <= Literal.Number,
        Comparison.Above => value.Number > Literal.Number,
        Comparison.Below => value.Number < Literal.Number,
        Comparison.Is => value == Literal,
        Comparison.IsNot => value != Literal,
    };

    public override IEnumerable<FactTest> Tests() => [this];

    public override string ToString() => Comparison switch
    {
        Comparison.IsOn => Fact,
        Comparison.AtLeast => $"{Fact} >= {Literal}",
        Comparison.AtMost => $"{Fact} <= {Literal}",
        Comparison.Above => $"{Fact} > {Literal}",
        Comparison.Below => $"{Fact} < {Literal}",
        Comparison.Is => $"{Fact} = {Literal}",
        Comparison.IsNot => $"{Fact} != {Literal}",
    };
}
