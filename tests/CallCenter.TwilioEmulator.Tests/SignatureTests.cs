using CallCenter.TwilioEmulator.Webhooks;

namespace CallCenter.TwilioEmulator.Tests;

/// <summary>Vectors agreed on by three independent implementations (token 12345).</summary>
public class SignatureTests
{
    private const string Body = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    private static readonly KeyValuePair<string, string>[] Form =
    [
        new("CallSid", "CA1234567890ABCDE"), new("From", "+14158675309"), new("Digits", "1234"),
        new("To", "+18005551212"), new("Caller", "+14158675309"),
    ];

    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("https://mycompany.com:443/myapp.php?foo=1&bar=2", "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("https://MyCompany.com/myapp.php?foo=1&bar=2", "g9IN/x4Cft2g517EjYvEvM/W7LU=")]
    public void Url_and_sorted_parameters_are_signed_as_given(string url, string expected) =>
        Assert.Equal(expected, Signature.Of("12345", url, Form));

    [Fact]
    public void An_empty_value_still_counts_with_its_name()
    {
        var form = Form.Select(p => p.Key == "Digits" ? new KeyValuePair<string, string>("Digits", "") : p);
        Assert.Equal("wzkdCJQvLNlnbeQlh0WkHYqefsE=", Signature.Of("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", form));
    }

    [Fact]
    public void Of_a_repeated_name_the_distinct_values_count_sorted()
    {
        KeyValuePair<string, string>[] form = [new("A", "b"), new("A", "a"), new("A", "a"), new("Z", "1")];
        Assert.Equal("WAC2+YMyft6Ewu4zJwGY89vXjaE=", Signature.Of("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", form));
    }

    [Fact]
    public void With_a_body_hash_only_the_url_is_signed() => Assert.Equal(
        "a9nBmqA0ju/hNViExpshrM61xv4=",
        Signature.Of("12345", $"https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256={Body}", []));

    [Theory]
    [InlineData("https://a.example:8443/x?q=1#rc=2", true, "https://a.example/x?q=1")]
    [InlineData("https://a.example:8443/x?q=1", false, "https://a.example:8443/x?q=1")]
    [InlineData("https://me:secret@a.example/x", true, "https://a.example/x")]
    [InlineData("http://me:secret@a.example:5080/x#ct=2000", true, "http://a.example:5080/x")]
    [InlineData("https://[::1]:8443/x", true, "https://[::1]/x")]
    [InlineData("https://MyCompany.com/A%20b?c=%2B", true, "https://MyCompany.com/A%20b?c=%2B")]
    public void The_signed_url_loses_fragment_user_and_for_https_voice_the_port(string url, bool voice, string signed) =>
        Assert.Equal(signed, Signature.SignedUrl(url, voice));
}
