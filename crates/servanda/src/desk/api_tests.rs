//! Tests of the API: that it is what its description says.

use super::api::describe::document;
use super::router::routes;
use super::tests::Trial;
use axum::http::StatusCode;
use serde_json::Value;
use std::collections::BTreeSet;

/// Whether a value is as a schema says; else where it is not. Of JSON Schema what the description uses.
fn check(schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    if let Some(name) = schema["$ref"].as_str() {
        let schema = document()
            .pointer(&name[1..])
            .unwrap_or_else(|| panic!("{name} is not there"));
        return check(schema, value, at);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let fitting = choices.iter().filter(|one| check(one, value, at).is_ok());
        return match fitting.count() {
            1 => Ok(()),
            count => Err(format!("{at}: {count} of its forms fit: {value}")),
        };
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => panic!("{at}: the description gives no type"),
    };
    let fits = types.iter().any(|kind| match *kind {
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("{at}: {other}"),
    });
    if !fits {
        return Err(format!("{at}: {value} is not {types:?}"));
    }
    if let Some(choices) = schema["enum"].as_array()
        && !choices.contains(value)
    {
        return Err(format!("{at}: {value} is none of {choices:?}"));
    }
    if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
        for (n, value) in values.iter().enumerate() {
            check(items, value, &format!("{at}/{n}"))?;
        }
    }
    if let Some(fields) = value.as_object() {
        for name in schema["required"].as_array().into_iter().flatten() {
            let name = name.as_str().unwrap();
            if !fields.contains_key(name) {
                return Err(format!("{at}: {name} is missing"));
            }
        }
        for (name, value) in fields {
            let at = format!("{at}/{name}");
            match (
                schema["properties"].get(name),
                &schema["additionalProperties"],
            ) {
                (Some(schema), _) => check(schema, value, &at)?,
                (None, Value::Object(_)) => check(&schema["additionalProperties"], value, &at)?,
                (None, Value::Null) => {}
                (None, _) => return Err(format!("{at}: the description does not know it")),
            }
        }
    }
    Ok(())
}

fn json(trial: &Trial, address: &str) -> Value {
    let answer = trial.get(address);
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
    assert_eq!(
        answer.header("content-type"),
        "application/json",
        "{address}"
    );
    serde_json::from_str(&answer.body).unwrap()
}

/// The schema of what a path answers with a status.
fn schema(path: &str, status: &str) -> &'static Value {
    let content = &document()["paths"][path]["get"]["responses"][status]["content"];
    let kind = content.as_object().unwrap().values().next().unwrap();
    &kind["schema"]
}

#[test]
fn every_address_is_described_and_every_description_has_an_address() {
    let routed: BTreeSet<&str> = routes()
        .list
        .into_iter()
        .map(|(_, path)| path)
        .filter(|path| path.starts_with("/api/v1/"))
        .collect();
    let described: BTreeSet<&str> = document()["paths"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(routed, described);
}

#[test]
fn answers_are_as_the_description_says() {
    let trial = Trial::new();
    let records = json(&trial, "/api/v1/records?most=200");
    let records = records["items"].as_array().unwrap();
    assert!(records.len() > 5);
    let id = records[0]["id"].as_str().unwrap();
    let page = records[0]["claims"][0]["page"]["id"].as_str().unwrap();
    let parties = |record: &Value| {
        let of = |key: &str| record[key].as_array().unwrap().clone();
        let all: BTreeSet<String> = [of("actors"), of("recipients")]
            .concat()
            .iter()
            .map(|code| code.as_str().unwrap().to_owned())
            .collect();
        all.into_iter().collect::<Vec<_>>()
    };
    let pair = records
        .iter()
        .map(parties)
        .find(|all| all.len() == 2)
        .unwrap();
    let mut answered = 0;
    for path in document()["paths"].as_object().unwrap().keys() {
        let address = match path.as_str() {
            "/api/v1/records/{id}" | "/api/v1/claims/{id}" => path.replace("{id}", id),
            "/api/v1/pages/{id}" => path.replace("{id}", page),
            "/api/v1/relations/{pair}" => path.replace("{pair}", &pair.join("-")),
            "/api/v1/actors/{code}" => path.replace("{code}", &pair[0]),
            "/api/v1/search" => format!("{path}?q=visit"),
            "/api/v1/pages" => format!("{path}?url=https://example.org/none"),
            "/api/v1/due" => format!("{path}?from=2018-01-01&to=2018-12-31"),
            _ => path.clone(),
        };
        let answer = json(&trial, &address);
        check(schema(path, "200"), &answer, path).unwrap();
        let some = answer["items"]
            .as_array()
            .is_none_or(|items| !items.is_empty());
        answered += usize::from(some);
        let known = json(
            &trial,
            &format!(
                "{address}{}known=2018-04-20",
                if address.contains('?') { '&' } else { '?' }
            ),
        );
        if path.as_str() != "/api/v1/openapi.json" {
            check(schema(path, "200"), &known, path).unwrap();
        }
    }
    // The address of no page alone has nothing to show.
    assert_eq!(answered, document()["paths"].as_object().unwrap().len() - 1);
}

#[test]
fn what_makes_no_sense_is_a_problem_with_details() {
    let trial = Trial::new();
    for (path, address) in [
        ("/api/v1/changes", "/api/v1/changes?after=nowhere"),
        ("/api/v1/records", "/api/v1/records?after=1"),
        ("/api/v1/records", "/api/v1/records?most=100000"),
        ("/api/v1/claims", "/api/v1/claims?from=yesterday"),
        ("/api/v1/due", "/api/v1/due?became=nothing"),
        ("/api/v1/search", "/api/v1/search"),
        (
            "/api/v1/world",
            "/api/v1/world?from=2018-02-01&to=2018-01-01",
        ),
        ("/api/v1/pages", "/api/v1/pages"),
    ] {
        let answer = trial.get(address);
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let details: Value = serde_json::from_str(&answer.body).unwrap();
        check(schema(path, "400"), &details, path).unwrap();
        assert!(!details["detail"].as_str().unwrap().is_empty());
    }
    for address in [
        "/api/v1/records/0123456789abcdef",
        "/api/v1/records/x",
        "/api/v1/relations/PER",
        "/api/v1/actors/QQQ",
    ] {
        assert_eq!(
            trial.get(address).status,
            StatusCode::NOT_FOUND,
            "{address}"
        );
    }
}

#[test]
fn portions_together_are_the_whole() {
    let trial = Trial::new();
    for (path, id) in [("/api/v1/records", "id"), ("/api/v1/changes", "cursor")] {
        let ids = |answer: &Value| -> Vec<String> {
            let items = answer["items"].as_array().unwrap();
            items
                .iter()
                .map(|item| item[id].as_str().unwrap().to_owned())
                .collect()
        };
        for known in ["", "&known=2018-05-01"] {
            let whole = json(&trial, &format!("{path}?most=200{known}"));
            assert!(whole["next"].is_null());
            let mut portions = Vec::new();
            let mut address = Some(format!("{path}?most=3{known}"));
            while let Some(next) = address {
                let portion = json(&trial, &next);
                assert!(portion["items"].as_array().unwrap().len() <= 3);
                portions.extend(ids(&portion));
                address = portion["next"].as_str().map(str::to_owned);
            }
            assert_eq!(portions, ids(&whole), "{path}{known}");
        }
    }
}

#[test]
fn who_has_an_answer_is_told_so() {
    let trial = Trial::new();
    for address in [
        "/api/v1/records",
        "/api/v1/openapi.json",
        "/feed.atom",
        "/feed.ics",
    ] {
        let first = trial.get(address);
        let mark = first.header("etag").to_owned();
        assert!(mark.starts_with("W/\""), "{address}");
        let again = trial.get_with(address, &[("if-none-match", &mark)]);
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{address}");
        assert!(again.body.is_empty());
        let other = trial.get_with(address, &[("if-none-match", "W/\"other\"")]);
        assert_eq!(other.status, StatusCode::OK);
    }
}

#[test]
fn the_page_to_try_it_has_a_form_for_everything() {
    let page = Trial::new().get("/api").body;
    for (path, item) in document()["paths"].as_object().unwrap() {
        assert!(page.contains(&format!("<code>GET {path}</code>")), "{path}");
        let id = item["get"]["operationId"].as_str().unwrap();
        for parameter in item["get"]["parameters"].as_array().unwrap() {
            let name = parameter["$ref"].as_str().unwrap();
            let name = document().pointer(&name[1..]).unwrap()["name"]
                .as_str()
                .unwrap();
            assert!(
                page.contains(&format!("id=\"{id}-{name}\"")),
                "{path} {name}"
            );
        }
    }
}

#[test]
fn a_description_finds_what_it_does_not_say() {
    let record = &document()["components"]["schemas"]["Place"];
    let place = serde_json::json!({"name": "Lima", "country": null});
    assert_eq!(check(record, &place, ""), Ok(()));
    for wrong in [
        serde_json::json!({"name": "Lima"}),
        serde_json::json!({"name": 1, "country": null}),
        serde_json::json!({"name": "Lima", "country": null, "more": 1}),
    ] {
        assert!(check(record, &wrong, "").is_err());
    }
}
