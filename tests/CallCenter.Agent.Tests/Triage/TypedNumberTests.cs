using CallCenter.Agent.Triage;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Agent.Tests.Triage;

/// <summary>Slips of hand and unit at 3 a.m.</summary>
public class TypedNumberTests
{
    private static readonly Fact Temperature = Number("temp_f", "Temperature", "°F", 85, 112);
    private static readonly Fact Glucose = Number("glucose", "Blood sugar", "mg/dL", 10, 1500, "a meter that shows LO is 20 and HI is 600");
    private static readonly Fact Systolic = Number("sys", "Top blood pressure number", "mmHg", 40, 300);

    [Theory]
    [InlineData("101.2", 101.2)]
    [InlineData(" 101,2 ", 101.2)]
    [InlineData("101 F", 101)]
    [InlineData("101°F", 101)]
    public void A_value_is_taken_as_people_write_it(string typed, double value) => Assert.Equal((decimal)value, TypedNumber.Read(Temperature, typed).Value);

    [Fact]
    public void Celsius_in_a_Fahrenheit_field_is_named_converted_and_only_offered()
    {
        var read = TypedNumber.Read(Temperature, "38.5");
        Assert.Equal((null, 101.3m), (read.Value, read.Meant));
        Assert.Equal("38.5 looks like Celsius. In °F that is 101.3.", read.Trouble);
    }

    [Fact]
    public void Millimoles_in_a_field_for_milligrams_are_named_where_they_cannot_be_milligrams()
    {
        Assert.Equal((null, 101m), (TypedNumber.Read(Glucose, "5.6").Value, TypedNumber.Read(Glucose, "5.6").Meant));
        // 15 mg/dL is possible, and dangerous: it is taken as typed, the more urgent reading.
        Assert.Equal(15m, TypedNumber.Read(Glucose, "15").Value);
    }

    [Theory]
    [InlineData("LO", 20, "the meter shows LO")]
    [InlineData("hi", 600, "the meter shows HI")]
    public void A_meter_that_shows_a_word_gives_the_value_the_fact_names(string typed, int value, string detail) =>
        Assert.Equal((value, detail), (TypedNumber.Read(Glucose, typed).Value, TypedNumber.Read(Glucose, typed).Detail));

    [Theory]
    [InlineData("400", "cannot be right for top blood pressure number: it lies between 40 and 300")]
    [InlineData("150/90", "Type one number here")]
    [InlineData("high", "Type a number in mmHg")]
    [InlineData("", "Type a number in mmHg")]
    public void What_cannot_be_is_explained(string typed, string words)
    {
        var read = TypedNumber.Read(Systolic, typed);
        Assert.Null(read.Value);
        Assert.Contains(words, read.Trouble, StringComparison.Ordinal);
    }

    private static Fact Number(string name, string title, string unit, decimal min, decimal max, string? note = null) =>
        new(name, FactType.Number, Words.Of(title), unit, min, max, [], false, null, null, note);
}
