using System.Text.Json;
using CallCenter.Api.Commands;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Commands;

/// <summary>What whoever makes the rota types.</summary>
public class DrillCommandTests
{
    private static readonly string[] Busy = ["drill", "--nurses", "6", "--calls-per-hour", "60", "--handle", "360", "--calls", "3000"];

    [Fact]
    public async Task A_staffing_that_misses_80_in_30_is_a_finding_and_the_number_that_reaches_it_is_said()
    {
        var (exit, text) = await RunAsync([.. Busy[..2], "7", .. Busy[3..]]);
        Assert.Equal(1, exit);
        Assert.Contains("80 % within 30 s needs 9 nurses.", text, StringComparison.Ordinal);
        Assert.Contains("0 served out of turn", text, StringComparison.Ordinal);
        Assert.Matches(@"9 nurses\s+8\d\.\d % #+ < 80 % within 30 s", text);
        Assert.Equal(0, (await RunAsync([.. Busy[..2], "9", .. Busy[3..]])).Exit);
    }

    [Fact]
    public async Task More_work_than_nurses_is_said_in_words() =>
        Assert.Contains("the queue grows without end", (await RunAsync(Busy)).Text, StringComparison.Ordinal);

    [Fact]
    public async Task A_program_gets_the_same_and_a_page_has_the_chart()
    {
        var file = Path.Combine(Path.GetTempPath(), $"drill-{Guid.NewGuid():N}.html");
        try
        {
            var (_, text) = await RunAsync([.. Busy, "--patience", "300", "--json", "--html", file]);
            var root = JsonDocument.Parse(text).RootElement;
            Assert.InRange(root.GetProperty("theory").GetProperty("abandoned").GetDouble(), 0.01, 0.5);
            Assert.Equal(root.GetProperty("nursesNeeded").GetInt32(), root.GetProperty("levels").EnumerateArray().First(l => l.GetProperty("answered").GetDouble() >= 0.8).GetProperty("nurses").GetInt32());
            Assert.Contains("<svg", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("--nurses is needed", "drill", "--calls-per-hour", "10", "--handle", "60")]
    [InlineData("--nurses is a number from 1 to 400", "drill", "--nurses", "many", "--calls-per-hour", "10", "--handle", "60")]
    [InlineData("has no option --nurse;", "drill", "--nurse", "3")]
    public async Task A_slip_is_told_with_what_is_right(string says, params string[] args)
    {
        var (exit, text) = await RunAsync(args);
        Assert.Equal(2, exit);
        Assert.Contains(says, text, StringComparison.Ordinal);
    }

    private static async Task<(int? Exit, string Text)> RunAsync(params string[] args)
    {
        var output = new StringWriter();
        return (await CommandLine.RunAsync(args, new FakeTimeProvider(), output), output.ToString());
    }
}
