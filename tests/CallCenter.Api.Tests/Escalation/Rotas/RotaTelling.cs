using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using CallCenter.Agent.Wire;

namespace CallCenter.Api.Tests.Escalation.Rotas;

/// <summary>What people say and do about a rota, told shortly.</summary>
internal static partial class RotaTelling
{
    public const string Kim = "+15125550123";

    public static Task<RotaView> RotaAsync(this HttpClient browser, string practice = "lakeside") => browser.GetAsync<RotaView>($"api/rotas/{practice}");

    public static async Task<(HttpStatusCode Status, string Code, string Detail)> SaysAsync(this HttpClient browser, string act, object said, string practice = "lakeside")
    {
        using var answer = await browser.PostAsJsonAsync($"api/rotas/{practice}/{act}", said);
        if (answer.IsSuccessStatusCode) return (answer.StatusCode, "", "");
        var problem = await answer.Content.ReadFromJsonAsync<Problem>();
        return (answer.StatusCode, problem!.Code ?? "", problem.Detail ?? "");
    }

    public static async Task<RotaView> DoesAsync(this HttpClient browser, string act, object said)
    {
        using var answer = await browser.PostAsJsonAsync($"api/rotas/lakeside/{act}", said);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<RotaView>())!;
    }

    public static RotaChangeRequest Night(string? off, string? on, string why = "ill", bool accept = false) =>
        new("clinician-call", "2026-11-24T17:00", "2026-11-25T08:00", off, on, why, accept);

    public static IReadOnlyList<string> OnCallNow(this RotaView rota, string schedule = "clinician-call") => rota.Schedules.Single(s => s.ScheduleId == schedule).Now?.People ?? [];

    /// <summary>Nothing is open meanwhile: the clock may jump.</summary>
    public static async Task ComesToAsync(this EscalationHost host, DateTimeOffset at)
    {
        host.Clock.Advance(at - host.Clock.GetUtcNow());
        await host.SettleAsync();
    }

    /// <summary>A wall-clock time in Austin, in November or December.</summary>
    public static DateTimeOffset Austin(int month, int day, int hour, int minute = 0) => new(2026, month, day, hour, minute, 0, TimeSpan.FromHours(-6));

    /// <summary>The link of the last text to this number.</summary>
    public static string LinkTo(this EscalationHost host, string number) => Link().Match(host.Phones.Texts.Last(t => t.To == number).Text).Value;

    public static async Task<(HttpStatusCode Status, string Html)> OpensAsync(this HttpClient browser, string link)
    {
        using var answer = await browser.GetAsync(link);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static async Task<(HttpStatusCode Status, string Html)> AnswersAsync(this HttpClient browser, string link, string pin, string answer = "yes")
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("pin", pin), KeyValuePair.Create("answer", answer)]);
        using var said = await browser.PostAsync(link, form);
        return (said.StatusCode, await said.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("/h/[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}
