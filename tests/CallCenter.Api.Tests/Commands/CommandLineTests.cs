using CallCenter.Api.Commands;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Commands;

/// <summary>What an office manager or a build types, and the exit code it gets: 0, 1 (findings), 2 (usage).</summary>
public class CommandLineTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
    private static readonly string Config = Path.Combine(Root(), "protocols-config");

    [Theory]
    [InlineData(0, "26 protocols, 0 errors", "protocols", "verify")]
    [InlineData(0, " passed, 0 failed", "protocols", "test")]
    [InlineData(0, "3 files, 0 errors", "escalation", "verify")]
    public async Task The_shipped_files_are_clean(int code, string says, params string[] args)
    {
        var (exit, text) = await RunAsync([.. args, Config]);
        Assert.Equal(code, exit);
        Assert.Contains(says, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_on_call_is_answered_for_an_instant()
    {
        var (exit, text) = await RunAsync("escalation", "who", Config, "--practice", "lakeside", "--at", "2026-12-24T23:30:00-06:00");
        Assert.Equal(0, exit);
        Assert.Matches("clinician-call: Jo Kim, NP until Fri 2026-12-25 08:00", text);
    }

    [Fact]
    public async Task A_simulation_shows_the_next_person_paged_when_the_first_does_not_answer()
    {
        var (exit, text) = await RunAsync("escalation", "simulate", Config, "--practice", "lakeside", "--disposition", "provider_now", "--urgency", "urgent",
            "--at", "2026-11-24T20:00:00-06:00", "--takes", "dr-marsh");
        Assert.Equal(0, exit);
        Assert.Contains("acknowledged: taken (dr-marsh)", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("page dr-okafor", StringComparison.Ordinal) < text.IndexOf("page dr-marsh", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_simulation_can_be_drawn_as_a_page()
    {
        var file = Path.Combine(Path.GetTempPath(), $"simulation-{Guid.NewGuid():N}.html");
        try
        {
            var (exit, _) = await RunAsync("escalation", "simulate", Config, "--practice", "lakeside", "--disposition", "provider_now", "--urgency", "urgent",
                "--at", "2026-11-24T20:00:00-06:00", "--takes", "dr-marsh", "--html", file);
            Assert.Equal(0, exit);
            var page = await File.ReadAllTextAsync(file);
            Assert.Contains("<svg", page, StringComparison.Ordinal);
            Assert.Contains("Ellen Marsh, MD has it", page, StringComparison.Ordinal);
            Assert.Contains("<h1>lakeside: provider_now, urgent, Tue 2026-11-24 20:00 CST</h1>", page, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_broken_file_is_a_finding_with_its_place()
    {
        var folder = Directory.CreateTempSubdirectory("callcenter-cli-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "triage"));
            foreach (var file in Directory.GetFiles(Config, "*.yaml")) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            File.WriteAllText(Path.Combine(folder, "triage", "first-minute.yaml"), "schema: triage/1\nid: first-minute\nid: again\n");
            var (exit, text) = await RunAsync("protocols", "verify", folder);
            Assert.Equal(1, exit);
            Assert.Contains("triage/first-minute.yaml:3:", text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("bogus")]
    [InlineData("protocols", "dance")]
    [InlineData("protocols", "verify", "/no/such/folder")]
    [InlineData("escalation", "who")]
    [InlineData("escalation", "who", "--practice")]
    [InlineData("protocols", "verify", "--aproved", "x")]
    [InlineData("protocols", "diff", "one")]
    [InlineData("protocols", "test", "one", "two")]
    [InlineData("protocols", "graph", "measles")]
    [InlineData("protocols", "replay")]
    [InlineData("protocols", "replay", "--since", "soon")]
    [InlineData("protocols", "replay", "--since", "2026-11-01", "--database", "/no/such/file.db")]
    public async Task A_wrong_call_says_how_and_ends_with_two(params string[] args)
    {
        var (exit, text) = await RunAsync(args);
        Assert.Equal(2, exit);
        Assert.Contains("CallCenter.Api protocols verify [PATH]", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--urls", "http://127.0.0.1:1")]
    [InlineData("migrate")]
    [InlineData("fallback", "--urls", "http://127.0.0.1:1")]
    public async Task Everything_else_is_the_hosts(params string[] args) => Assert.Null(await CommandLine.RunAsync(args, Clock, TextWriter.Null));

    private static async Task<(int? Exit, string Text)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        return (await CommandLine.RunAsync(args, Clock, output), output.ToString());
    }

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "CallCenter.sln"))) return at.FullName;
        throw new InvalidOperationException("The tests run inside the repository.");
    }
}
