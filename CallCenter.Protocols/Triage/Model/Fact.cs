namespace CallCenter.Protocols.Triage.Model;

/// <summary>Something about the person that protocols may refer to, from the chart or asked once and shared.</summary>
/// <param name="RiskUp">Turning it on may raise a disposition and must never lower one.</param>
/// <param name="Ask">How a nurse asks for it; a fact without it comes only from a record.</param>
/// <param name="From">Where it comes from when no person is asked, such as the call history.</param>
public sealed record Fact(
    string Name, FactType Type, Words Title, string? Unit, decimal? Min, decimal? Max,
    IReadOnlyList<string> Choices, bool RiskUp, Words? Ask, string? From, string? Note)
{
    /// <summary>Why a value cannot be right, or null. Catches a Celsius number in a Fahrenheit fact.</summary>
    public string? WhyNot(FactValue value)
    {
        if (value.Type != Type) return $"{Name} is a {Type.ToString().ToLowerInvariant()}, not a {value.Type.ToString().ToLowerInvariant()}";
        if (Type == FactType.Number && (value.Number < Min || value.Number > Max))
            return $"{Name} = {value} is outside its possible range {Min} to {Max} {Unit}".TrimEnd();
        if (Type == FactType.Choice && !Choices.Contains(value.Choice ?? ""))
            return $"{Name} is one of {string.Join(", ", Choices)}, not {value.Choice}";
        return null;
    }
}
