using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>A question may matter only by the protocol it would open; asking stops early, and must not stop before such a door.</summary>
public class LinkTests
{
    private const string Red = "      - {id: red, q: \"Is it red?\", unknown: act, raise: [{when: \"dialysis\", to: ed_now}]}\n";
    private const string ToCough = "      - {id: coughs, q: \"Do they cough?\", unknown: act, when: \"icd\", link: cough}\n";
    private static readonly FactReading NoIcd = new("icd", FactValue.Of(false), AnswerSource.Chart), NoDialysis = new("dialysis", FactValue.Of(false), AnswerSource.Chart);

    private static int? DoorReaches(TriagePackage package, params FactReading[] facts) => Nurse.Opens(package, facts).View.Find("gate", "runs")?.MayReach;

    [Fact]
    public void A_door_is_worth_the_most_urgent_answer_behind_it()
    {
        Assert.Equal(60, DoorReaches(TwoLadders.With()));
        Assert.Equal(90, DoorReaches(TwoLadders.With(TwoLadders.Mild + Red)));
        Assert.Equal(60, DoorReaches(TwoLadders.With(TwoLadders.Mild + Red), NoDialysis));
        Assert.Equal(80, DoorReaches(TwoLadders.With(after: "never_below: provider_now\nelse: home")));
    }

    [Fact]
    public void A_door_behind_the_door_counts_unless_it_is_for_other_people()
    {
        Assert.Equal(100, DoorReaches(TwoLadders.With(TwoLadders.Mild + ToCough)));
        Assert.Equal(60, DoorReaches(TwoLadders.With(TwoLadders.Mild + ToCough), NoIcd));
    }

    [Fact]
    public void Protocols_that_open_each_other_are_looked_into_once()
    {
        const string wheeze = "schema: triage/1\nid: wheeze\nversion: \"1.0.0\"\nstatus: draft\ntitle: Wheeze\npopulation: \"age_years >= 0\"\ndefinition: A wheeze.\nsearch: [wheeze]\nladder:\n  - go: see_4h\n    ask:\n      - {id: back, q: \"Do they sneeze?\", unknown: act, link: sneeze}\nelse: home\nhome_advice: [\"Rest.\"]\ncall_back: [\"Call.\"]\ntests:\n  - {name: clear, expect: home}\n";
        var package = TwoLadders.With(TwoLadders.Mild + "      - {id: wheezes, q: \"Do they wheeze?\", unknown: act, link: wheeze}\n", more: new() { ["triage/wheeze.yaml"] = wheeze });
        Assert.Equal(70, DoorReaches(package));
    }

    [Theory]
    [InlineData("unknown: act", Answer.Unsure, true)]
    [InlineData("unknown: see_4h", Answer.Unsure, true)]
    [InlineData("unknown: clear, why_clear: \"Few know.\"", Answer.Unsure, false)]
    [InlineData("unknown: clear, why_clear: \"Few know.\"", Answer.Present, true)]
    [InlineData("unknown: act", Answer.Absent, false)]
    public void A_doubt_that_is_acted_on_opens_the_door_as_a_yes_does(string unknown, Answer answer, bool opens)
    {
        var package = TwoLadders.With(cough: text => text.Replace("unknown: provider_now, when: \"anticoagulant\"", unknown + ", link: sneeze", StringComparison.Ordinal));
        var nurse = Nurse.Opens(package).Joins("cough").Answers("cough", "blood", answer);
        Assert.Equal(opens, nurse.View.Protocols.Any(p => p.Id == "sneeze"));
    }

    [Fact]
    public void Questions_that_only_open_a_protocol_come_last()
    {
        var package = TwoLadders.With("  - go: ems\n    ask:\n      - {id: blue_too, q: \"Is it blue?\", unknown: act}\n", cough: text => text
            .Replace("else: home", "  - go: see_24h\n    ask:\n      - {id: also, q: \"Do they sneeze?\", unknown: act, link: sneeze}\nelse: home", StringComparison.Ordinal));
        var nurse = Nurse.Opens(package, new("age_years", FactValue.Of(40), AnswerSource.Chart), new("lung_disease", FactValue.Of(false), AnswerSource.Chart)).Answers("gate", "out_cold", Answer.Absent).Answers("gate", "runs", Answer.Absent)
            .Joins("cough").Answers("cough", "worse", Answer.Unsure);
        var order = new List<string>();
        for (; nurse.View.NextQuestion is { } next; nurse.Answers(next.ProtocolId, next.QuestionId, Answer.Absent)) order.Add(next.QuestionId);
        Assert.Equal(["blue", "oxygen", "blood", "also"], order);
    }

    [Fact]
    public void An_answer_withdrawn_takes_its_protocol_off_the_screen()
    {
        var nurse = Nurse.Opens(TwoLadders.With()).Answers("gate", "runs", Answer.Present).Answers("sneeze", "long", Answer.Present)
            .Corrects("gate", "runs", Answer.Absent, "misheard");
        Assert.Contains(nurse.View.Protocols, p => p is { Id: "sneeze", JoinedBy: "answer" });
        Assert.DoesNotContain(nurse.Corrects("sneeze", "long", null, "it was another person").View.Protocols, p => p.Id == "sneeze");
    }

    [Fact]
    public void An_answer_without_a_place_is_a_fault_until_it_is_withdrawn()
    {
        var (package, by) = (Demo.Package(), Nurse.Maria);
        IReadOnlyList<TriageEvent> log = [.. Nurse.Opens(package).Log, new Answered(Guid.NewGuid(), default, by, "cough", "gone", Answer.Present, AnswerSource.Asked)];
        Assert.Throws<InvalidOperationException>(() => TriageEngine.Result(package, log));
        Assert.Equal("info", TriageEngine.Result(package, [.. log, new Corrected(Guid.NewGuid(), default, by, "cough", "gone", null, AnswerSource.Asked)]).FinalDisposition.Code);
    }
}
