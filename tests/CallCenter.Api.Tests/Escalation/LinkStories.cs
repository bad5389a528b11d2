using System.Net;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Api.Tests.Escalation;

/// <summary>The link in a text: opening it does nothing, the PIN does, and it works once.</summary>
public sealed class LinkStories
{
    [Fact]
    public async Task A_preview_does_not_acknowledge_and_the_pin_does_once()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var path = LinkOf(host, EscalationHost.Okafor);
        using var browser = host.Browser();
        for (var preview = 0; preview < 3; preview++)
        {
            var (status, html) = await OpenAsync(browser, path);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains("Lakeside Heart &amp; Kidney", html);
            Assert.DoesNotContain("years old", html);
        }

        Assert.Equal(EscalationPhase.Paging, (await host.CaseAsync(call)).Phase);
        var (wrong, _) = await AnswerAsync(browser, path, "0000");
        Assert.Equal((HttpStatusCode.Forbidden, EscalationPhase.Paging), (wrong, (await host.CaseAsync(call)).Phase));
        var (right, said) = await AnswerAsync(browser, path, EscalationHost.Pin);
        Assert.Equal(HttpStatusCode.OK, right);
        Assert.Contains("You have taken responsibility. The nurse has been told.", said);
        Assert.Contains("78 years old", said);
        var escalation = await host.CaseAsync(call);
        Assert.Equal(("dr-okafor", AckHow.Link), (escalation.TakenBy, escalation.TakenHow));

        var (again, used) = await AnswerAsync(browser, path, EscalationHost.Pin);
        Assert.Equal(HttpStatusCode.Gone, again);
        Assert.Contains("This link has been used", used);
        Assert.DoesNotContain("years old", used);
    }

    [Fact]
    public async Task A_link_that_is_foreign_expired_locked_or_no_longer_needed_says_so()
    {
        await using var host = await EscalationHost.StartAsync();
        await host.ConfirmAsync();
        await host.SettleAsync();
        var (first, other) = (LinkOf(host, EscalationHost.Okafor), "/p/AAAAAAAAAAAAAAAAAAAAAA");
        using var browser = host.Browser();
        Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync(browser, other)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await AnswerAsync(browser, other, EscalationHost.Pin)).Status);
        for (var wrong = 0; wrong < 5; wrong++) await AnswerAsync(browser, first, "9999");
        var (status, locked) = await AnswerAsync(browser, first, EscalationHost.Pin);
        Assert.Equal(HttpStatusCode.Gone, status);
        Assert.Contains("wrong too often", locked);

        await host.PassAsync(TimeSpan.FromMinutes(4));
        var second = LinkOf(host, EscalationHost.Marsh);
        host.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Contains("expired", (await OpenAsync(browser, second)).Html);
    }

    [Fact]
    public async Task Only_the_hash_of_a_token_is_stored_once_the_text_has_left()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var token = LinkOf(host, EscalationHost.Okafor)["/p/".Length..];
        Assert.True(token.Length >= 22);
        var page = (await host.PagesAsync(await host.CaseAsync(call))).Single(p => p.Channel is Channel.Sms && p.ContactId == "dr-okafor");
        Assert.Null(page.LinkSecret);
        Assert.NotNull(page.LinkHash);
        Assert.DoesNotContain(token, page.LinkHash);
    }

    [Fact]
    public async Task The_others_who_were_asked_learn_by_text_that_it_is_taken()
    {
        await using var host = await EscalationHost.StartAsync();
        await host.ConfirmAsync();
        await host.PassAsync(TimeSpan.FromMinutes(4));
        using var browser = host.Browser();
        await AnswerAsync(browser, LinkOf(host, EscalationHost.Marsh), EscalationHost.Pin);
        await host.SettleAsync();
        Assert.Contains(host.Phones.Texts, t => t.To == EscalationHost.Okafor && t.Text.Contains("taken by a colleague", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Phones.Texts, t => t.To == EscalationHost.Marsh && t.Text.Contains("taken by a colleague", StringComparison.Ordinal));
        Assert.Contains("Nothing is left to do", (await OpenAsync(browser, LinkOf(host, EscalationHost.Okafor))).Html);
    }

    [Fact]
    public async Task One_who_stops_our_texts_is_noted_where_the_supervisor_sees_it()
    {
        await using var host = await EscalationHost.StartAsync();
        var call = await host.ConfirmAsync();
        await host.SettleAsync();
        var (status, _) = await host.WebhookAsync("sms/inbound", "", ("MessageSid", "SM" + new string('a', 32)), ("From", EscalationHost.Okafor), ("To", "+15125550101"), ("Body", "Stop"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains((await host.ViewAsync(call)).Notes, n => n.What.StartsWith("Amara Okafor, MD has stopped our texts", StringComparison.Ordinal));
    }

    private static string LinkOf(EscalationHost host, string number)
    {
        var text = host.Phones.Texts.Last(t => t.To == number && t.Text.Contains("/p/", StringComparison.Ordinal)).Text;
        Assert.True(text.Length <= 160, "A page is one text message.");
        return text[text.IndexOf("/p/", StringComparison.Ordinal)..].Split(' ')[0];
    }

    private static async Task<(HttpStatusCode Status, string Html)> OpenAsync(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<(HttpStatusCode Status, string Html)> AnswerAsync(HttpClient browser, string path, string pin)
    {
        using var answer = await browser.PostAsync(path, new FormUrlEncodedContent([new("pin", pin)]));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
