import "./app.css";
import { mount } from "svelte";
import App from "./App.svelte";

const page = document.getElementById("page")!;
page.replaceChildren();
mount(App, { target: page });
