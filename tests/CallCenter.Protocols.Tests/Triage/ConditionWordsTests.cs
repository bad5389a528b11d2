using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>What stands in a notice or a reason is a sentence, never an expression.</summary>
public class ConditionWordsTests
{
    [Theory]
    [InlineData("age_years >= 65", "age at least 65 years")]
    [InlineData("age_years < 18 or not diabetes", "age below 18 years or no diabetes")]
    [InlineData("anticoagulant and (sex = f or sex != m)", "blood thinner and (sex is f or sex other than m)")]
    [InlineData("not (dialysis and age_years <= 40)", "not (dialysis and age at most 40 years)")]
    [InlineData("age_years > 90", "age above 90 years")]
    public void A_condition_reads_as_words(string expression, string words) =>
        Assert.Equal(words, ConditionWords.Of(Shipped.Package, ConditionParser.Parse(expression).Condition!));
}
