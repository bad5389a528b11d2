using CallCenter.Protocols.Triage.Engine;
using CallCenter.Scenarios.Tests.Harness;
using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The medical director lowers a red flag by mistake, and the page will not let it through without a reason.</summary>
public sealed class RedFlagLowered(Chromium chromium) : Scenario(chromium)
{
    private const string BloodCough = """
              - id: blood_cough
                q: "Are they coughing up blood?"
                q.es: "¿Está tosiendo sangre?"
                unknown: ed_now

        """;

    private readonly Looks _looks = new();

    internal override NurseLineOptions? Options => new(OwnProtocols: true);

    [Fact]
    public async Task Given_a_red_flag_moved_down_when_it_is_published_with_a_reason_and_recalled_then_every_call_keeps_what_it_began_with()
    {
        var maria = await NurseAsync();
        var helen = await NurseAsync("supervisor@demo");
        var james = Line.Caller("+15125550112");
        await maria.SignsIn().GoesAvailable();
        await james.Dials(NurseLine.Lakeside).AnswersUntilQueued("03141948");
        await maria.IsOffered("J. Okonjo").Accepts();
        await maria.ConfirmsPatient("at home").Answers("not_responding", Answer.Absent);

        MoveBloodCoughDown();
        await helen.SignsIn().OpensProtocols().SeesCandidateWaiting().SeesInService(1);
        await _looks.AtAsync(helen.Page, "protocols");
        await helen.OpensLadder("chest-pain").SeesText("↕ Moves to “Go to the emergency department now”").SeesText("↕ Moved here from “Call 911 now”");
        await helen.Page.GetByText("↕ Moves to").ScrollIntoViewIfNeededAsync();
        await _looks.AtAsync(helen.Page, "protocol-ladder");

        await helen.OpensProtocols().OpensCandidate().Reads("matter", "Are they coughing up blood?").ReplaysPastCalls().TypesName("Helen Brandt").MayNotPublish("1 finding lacks your reason");
        await helen.Page.EvaluateAsync("document.querySelector('.page').scrollTo(0, 0)");
        await _looks.AtAsync(helen.Page, "protocol-candidate");
        await helen.GivesReason("The emergency department sees every one of them within the hour.").Publishes();

        await maria.Answers("breathing_fails", Answer.Absent).Answers("choking", Answer.Absent);
        await SignedCallAsync();
        var (tomasz, rosa) = (await NurseAsync("nurse3@demo"), Line.Caller("+12125550115"));
        await tomasz.SignsIn().GoesAvailable();
        await rosa.Dials(NurseLine.OakStreet).Hears("Para español").Presses("2").Hears("fecha de nacimiento").Presses("11201951").Hears("dificultad para respirar").Presses("2").IsWaiting();
        await tomasz.IsOffered("R. Amaro").Accepts();
        await tomasz.ConfirmsPatient("en casa, 233 Linden Place").Answers("not_responding", Answer.Absent);
        Assert.Equal([1L, 2L, 2L], Publications());

        await helen.OpensProtocols().SeesInService(2).Recalls(2, "Coughing blood belongs to 911.", "Helen Brandt").SeesInService(1);
        await _looks.AtAsync(helen.Page, "protocols-recalled");
        await tomasz.Reads("recalled", "Coughing blood belongs to 911.").Answers("breathing_fails", Answer.Absent);
        Assert.Equal(2, Recalled());
        Assert.Equal([1L, 2L, 2L], Publications());
        await helen.OpensReviews(1);
        await _looks.AtAsync(helen.Page, "protocol-reviews");
        await helen.Reviews("Asked about a medicine; nothing of it depends on the chest.");

        await james.HangsUp();
        await rosa.HangsUp();
        await helen.Page.GotoAsync(new Uri(await SheetAsync()).ToString());
        await Assertions.Expect(helen.Page.GetByText("Name and credential")).ToBeVisibleAsync();
        await _looks.AtAsync(helen.Page, "protocol-sheet", hasDark: false);
        _looks.AssertClean();
    }

    /// <summary>An editor, two lines in the wrong place, and a file that no other check can fault.</summary>
    private void MoveBloodCoughDown()
    {
        var file = Path.Combine(Line.Settings.Protocols, "triage", "chest-pain.yaml");
        var text = File.ReadAllText(file);
        Assert.Contains(BloodCough, text, StringComparison.Ordinal);
        const string NextTier = "  - go: ed_now\n    ask:\n";
        File.WriteAllText(file, text.Replace(BloodCough, "", StringComparison.Ordinal).Replace(NextTier, NextTier + BloodCough, StringComparison.Ordinal));
    }

    /// <summary>A short call on the new package, from the first word to the signature.</summary>
    private async Task SignedCallAsync()
    {
        await using var keisha = await DeskNurse.SignInAsync(Line, "nurse5@demo");
        await keisha.GoesAvailableAsync();
        var pilar = Line.Caller("+15125550114");
        await pilar.Dials(NurseLine.Lakeside).AnswersUntilQueued("05091960");
        await keisha.AcceptsAsync();
        await pilar.TalksWithNurse();
        var triage = new DeskTriage(keisha);
        await triage.OpenAsync();
        await triage.AnswerAsync("medicine-question");
        await triage.ConfirmAsync(triage.Disposition);
        await triage.TellAsync();
        await keisha.EndsCallAsync();
        await triage.SignAsync("");
        await keisha.FinishesWrapUpAsync("advised");
        await pilar.CallIsOver();
    }

    /// <summary>What is printed for a signature in ink, by the program itself.</summary>
    private async Task<string> SheetAsync()
    {
        var sheet = Path.Combine(Line.Settings.Protocols, "sheet.html");
        using var program = ChildProcess.Start("graph", "dotnet",
            [Sources.Program("CallCenter.Api"), "protocols", "graph", "heart-failure-fluid", "--path", Line.Settings.Protocols, "--html", sheet], Sources.Folder("CallCenter.Api"), new Dictionary<string, string?>());
        Assert.Equal(0, await program.EndsAsync(TimeSpan.FromSeconds(30)));
        return sheet;
    }

    /// <summary>Which publication each session is on, the older session first.</summary>
    private IEnumerable<long> Publications() => DemoWorld.Rows(Line.Settings.Database,
        "SELECT p.Number FROM TriageSessions s JOIN TriagePublications p ON p.Digest = s.PackageDigest ORDER BY s.OpenedAt").Select(r => (long)r[0]);

    private long Recalled() => DemoWorld.Count(Line.Settings.Database, "SELECT COUNT(*) FROM TriageEvents WHERE Json LIKE '%\"type\":\"recalled\"%'");
}
