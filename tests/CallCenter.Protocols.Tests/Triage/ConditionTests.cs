using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>What a condition comes to, on both sides of its limit and where nothing is known.</summary>
public class ConditionTests
{
    [Theory]
    [InlineData("age_years >= 65", Truth.No, Truth.Yes, Truth.Yes)]
    [InlineData("age_years > 65", Truth.No, Truth.No, Truth.Yes)]
    [InlineData("age_years <= 65", Truth.Yes, Truth.Yes, Truth.No)]
    [InlineData("age_years < 65", Truth.Yes, Truth.No, Truth.No)]
    [InlineData("not age_years >= 65", Truth.Yes, Truth.No, Truth.No)]
    public void A_limit_counts_to_one_side(string expression, Truth below, Truth at, Truth above)
    {
        Assert.Equal((below, at, above), (Over(expression, 64.9m), Over(expression, 65), Over(expression, 65.1m)));
        Assert.Equal(Truth.Unknown, Parsed(expression).Over(new Dictionary<string, FactValue>()));
    }

    [Theory]
    [InlineData("sex = f", Truth.Yes, Truth.No)]
    [InlineData("sex != f", Truth.No, Truth.Yes)]
    public void A_choice_is_the_one_named_or_another(string expression, Truth named, Truth other) => Assert.Equal((named, other),
        (Parsed(expression).Over(Known(("sex", FactValue.Of("f")))), Parsed(expression).Over(Known(("sex", FactValue.Of("m"))))));

    [Theory]
    // What is known decides where the unknown cannot matter; otherwise nobody knows.
    [InlineData("diabetes and dialysis", false, null, Truth.No)]
    [InlineData("dialysis and diabetes", false, null, Truth.No)]
    [InlineData("diabetes and dialysis", true, null, Truth.Unknown)]
    [InlineData("diabetes or dialysis", true, null, Truth.Yes)]
    [InlineData("dialysis or diabetes", true, null, Truth.Yes)]
    [InlineData("diabetes or dialysis", false, null, Truth.Unknown)]
    [InlineData("diabetes and dialysis", true, true, Truth.Yes)]
    [InlineData("diabetes or dialysis", false, false, Truth.No)]
    [InlineData("not (diabetes or dialysis)", false, true, Truth.No)]
    public void What_is_not_known_is_unknown_unless_it_cannot_matter(string expression, bool diabetes, bool? dialysis, Truth expected)
    {
        var known = Known(("diabetes", FactValue.Of(diabetes)));
        if (dialysis is { } value) known["dialysis"] = FactValue.Of(value);
        Assert.Equal(expected, Parsed(expression).Over(known));
    }

    private static Truth Over(string expression, decimal age) => Parsed(expression).Over(Known(("age_years", FactValue.Of(age))));

    private static Condition Parsed(string expression) => ConditionParser.Parse(expression).Condition!;

    private static Dictionary<string, FactValue> Known(params (string Fact, FactValue Value)[] facts) => facts.ToDictionary(f => f.Fact, f => f.Value);
}
