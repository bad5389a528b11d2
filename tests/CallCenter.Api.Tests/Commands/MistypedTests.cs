using CallCenter.Api.Commands;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Commands;

/// <summary>What hands in a hurry type: a wrong answer about who is on call is worse than none, and nobody is shown a stack trace.</summary>
public sealed class MistypedTests : IDisposable
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("callcenter-mistyped-").FullName;

    public MistypedTests()
    {
        foreach (var practice in (string[])["lakeside", "northside"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, "escalation", practice));
            File.Copy(Path.Combine(Config, "escalation", practice, "escalation.yaml"), Path.Combine(_folder, "escalation", practice, "escalation.yaml"));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("is no instant", "who", "--practice", "lakeside", "--at", "2026-12-24T23:30:00")]
    [InlineData("is no instant", "who", "--practice", "lakeside", "--at", "12")]
    [InlineData("there are: lakeside, northside", "who", "--practice", "side")]
    [InlineData("--practice is given twice", "who", "--practice", "lakeside", "--practice", "northside")]
    [InlineData("--urgency is one of", "simulate", "--practice", "lakeside", "--disposition", "provider_now", "--urgency", "7")]
    [InlineData("--disposition is one of", "simulate", "--practice", "lakeside", "--disposition", "provider-now", "--urgency", "urgent")]
    [InlineData("There is no contact 'dr-who'", "simulate", "--practice", "lakeside", "--disposition", "provider_now", "--urgency", "urgent", "--takes", "dr-who")]
    public async Task A_slip_is_refused_in_words(string says, params string[] args)
    {
        var (exit, text) = await RunAsync(["escalation", .. args, _folder]);
        Assert.Equal(2, exit);
        Assert.Contains(says, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-25T05:30:00Z")]
    [InlineData("2026-12-25T05:30Z")]
    [InlineData("2026-12-24T23:30-06:00")]
    public async Task An_instant_is_the_same_however_it_is_written(string at) =>
        Assert.Contains("clinician-call: Jo Kim, NP until Fri 2026-12-25 08:00", (await RunAsync("escalation", "who", _folder, "--practice", "lakeside", "--at", at)).Text, StringComparison.Ordinal);

    [Fact]
    public async Task A_folder_without_practices_is_not_a_clean_one()
    {
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;
        Assert.Equal(2, (await RunAsync("escalation", "verify", empty)).Exit);
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_is_named()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "triage"));
        File.CreateSymbolicLink(Path.Combine(_folder, "triage", "fever.yaml"), Path.Combine(_folder, "gone.yaml"));
        var (exit, text) = await RunAsync("protocols", "verify", _folder);
        Assert.Equal(2, exit);
        Assert.Contains("A file cannot be read.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copied_practice_that_kept_its_name_is_a_finding()
    {
        Directory.Move(Path.Combine(_folder, "escalation", "northside"), Path.Combine(_folder, "escalation", "southside"));
        var (exit, text) = await RunAsync("escalation", "verify", _folder);
        Assert.Equal(1, exit);
        Assert.Contains("escalation/southside/escalation.yaml:1:1: C15 error: The folder is named 'southside' and its practice 'northside'.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decline_and_an_unreachable_person_are_played_through()
    {
        var (exit, text) = await RunAsync("escalation", "simulate", _folder, "--practice", "lakeside", "--disposition", "provider_now", "--urgency", "urgent",
            "--at", "2026-11-24T20:00:00-06:00", "--declines", "dr-okafor", "--unreachable", "dr-marsh");
        Assert.Equal(0, exit);
        Assert.Contains("declined", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("alarm on the supervisor's desk", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("protocols", "--help")]
    [InlineData("escalation", "who", "-h")]
    public async Task Asking_for_help_is_no_mistake(params string[] args)
    {
        var (exit, text) = await RunAsync(args);
        Assert.Equal(0, exit);
        Assert.StartsWith("CallCenter.Api", text, StringComparison.Ordinal);
    }

    private static async Task<(int? Exit, string Text)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        return (await CommandLine.RunAsync(args, Clock, output), output.ToString());
    }

    private static string Config
    {
        get
        {
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
                if (File.Exists(Path.Combine(at.FullName, "CallCenter.sln"))) return Path.Combine(at.FullName, "protocols-config");
            throw new InvalidOperationException("The tests run inside the repository.");
        }
    }
}
