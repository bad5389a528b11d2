namespace CallCenter.Protocols; public static class Assembly { }
